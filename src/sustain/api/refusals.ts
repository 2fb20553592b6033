// What the operations of this room may refuse with, and what can be done about it.
import type { RefusalMeaning } from '#kernel/contract.ts'

const meanings = {
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'no-organisation': {
    status: 422,
    title: 'There is no such organisation in the register',
    whatToDo: 'Add the organisation first, or give only a name.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'The change changes nothing',
    whatToDo: 'Name at least one field with another value.',
  },
  'no-such-part': {
    status: 422,
    title: 'A need names a part that is not there',
    whatToDo: 'Add that part first; the detail names the place.',
  },
  'contradictory-need': {
    status: 422,
    title: 'The need contradicts itself',
    whatToDo: 'The detail says how: it needs itself, asks for more options than it has, or names one twice.',
  },
  'bad-file': {
    status: 422,
    title: 'The file cannot be read',
    whatToDo: 'Nothing was taken in. The detail names the first place that is wrong; correct it and send it again.',
  },
  'nothing-hit': {
    status: 422,
    title: 'No part that you may read is hit by this',
    whatToDo: 'Check what the shock names; parts that you may not read are not counted.',
  },
  'graph-too-large': {
    status: 422,
    title: 'That is more than this question can be answered for',
    whatToDo: 'Ask for fewer parts, fewer runs or a shorter time; the detail names the limit.',
  },
  'part-not-there': {
    status: 422,
    title: 'There is no such part on the map',
    whatToDo: 'Put it on the map first, or leave it out.',
  },
  'closed-address': {
    status: 422,
    title: 'That address is not asked from here',
    whatToDo: 'Private and local addresses are asked only where the administrator allowed them (TOCSIN_FETCH_ALLOW).',
  },
  'not-a-vantage': {
    status: 403,
    title: 'What you measure of this service is not counted here',
    whatToDo: 'Its owner says from where it is watched; ask them to name your vantage point.',
  },
  'bad-moment': {
    status: 422,
    title: 'A sample is too old, or of the future',
    whatToDo: 'Send samples within two days, and look at the clock of the machine that probes.',
  },
  'other-what': {
    status: 422,
    title: 'It is not said what it is instead',
    whatToDo: 'With the verdict "other", name the explanation that you hold.',
  },
  'network-taken': {
    status: 409,
    title: 'That network of the organisation is written down already',
    whatToDo: 'Change the record that the detail names, or give the network another name.',
  },
  'no-such-resolver': {
    status: 422,
    title: 'There is no such resolver among the known ones',
    whatToDo: 'Take an id from sustain list-known-resolvers, or leave it out and say who runs it.',
  },
  'bad-address': {
    status: 422,
    title: 'That is no address',
    whatToDo: 'Write an IPv4 or IPv6 address without port and without network length.',
  },
  'no-such-guideline': {
    status: 422,
    title: 'There is no such guideline',
    whatToDo: 'Name a released one, or the id of a record that you may read.',
  },
  'no-such-variant': {
    status: 422,
    title: 'The guideline has no such variant',
    whatToDo: 'Choose one of those that the detail names.',
  },
  'second-person-needed': {
    status: 403,
    title: 'Somebody who did not write in it has to approve it',
    whatToDo: 'Ask a colleague with the role to read and approve it.',
  },
  'guideline-contradicts': {
    status: 422,
    title: 'The guideline contradicts itself',
    whatToDo: 'Correct what the detail names; all findings stand with the guideline.',
  },
  'nothing-to-observe': {
    status: 422,
    title: 'There is no host name to look at',
    whatToDo: 'Name one, or add it to the other names of the part.',
  },
  'resolver-closed': {
    status: 422,
    title: 'That resolver may not be asked from here',
    whatToDo: 'Name one of the public internet, or have its address added to TOCSIN_FETCH_ALLOW.',
  },
  'bad-plan': {
    status: 422,
    title: 'The plan could not work',
    whatToDo: 'The detail names what is wrong with it; correct that and send it again.',
  },
  'no-such-control': {
    status: 422,
    title: 'This node has no such control',
    whatToDo:
      'An administrator adds it to the file that TOCSIN_CONTROLS names, or mends that file; the detail says which.',
  },
  'drills-only': {
    status: 403,
    title: 'An exercise changes no resolver that people use',
    whatToDo: 'Use a control that is marked as made for drills, or do it in the live realm.',
  },
  'already-open': {
    status: 409,
    title: 'This plan has a failover already',
    whatToDo: 'Look at that one: decide it, put it back, or dismiss it first.',
  },
  'plan-at-rest': {
    status: 409,
    title: 'The plan is at rest',
    whatToDo: 'Wake it first.',
  },
  'bad-permission': {
    status: 422,
    title: 'That cannot be allowed so',
    whatToDo: 'Name an end within a year from now.',
  },
  'not-a-vantage-of-plan': {
    status: 403,
    title: 'What you see of this plan is not counted here',
    whatToDo: 'The plan must be at work and yours to write; where it names vantage points, yours must be among them.',
  },
  'vantage-taken': {
    status: 409,
    title: 'This vantage point is spoken for by another one',
    whatToDo:
      'Give each vantage point a token and a name of its own; after a quarter of an hour of silence a name is free again.',
  },
  'not-an-upstream': {
    status: 422,
    title: 'The plan has no upstream of that name',
    whatToDo: 'Fetch the plan again: it was changed.',
  },
} satisfies Record<string, RefusalMeaning>

export function refusing(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
