// What the operations of this room may refuse with, and what can be done about it.
import type { RefusalMeaning } from '#kernel/contract.ts'

const meanings = {
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'bad-prefix': {
    status: 422,
    title: 'That is no network',
    whatToDo: 'Write it as 198.51.100.0/24 or 2001:db8::/32, with no bits set behind the length.',
  },
  'prefix-taken': {
    status: 409,
    title: 'Another target has this network',
    whatToDo: 'Change the target that is named in the detail, or give a smaller network: the most specific one counts.',
  },
  'no-organisation': {
    status: 422,
    title: 'There is no such organisation in the register',
    whatToDo: 'Add the organisation first; every target belongs to one.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'The change changes nothing',
    whatToDo: 'Name at least one field with another value.',
  },
  'bad-frame': {
    status: 422,
    title: 'The frame cannot be read',
    whatToDo: 'Nothing of it was kept. Bring sensor and hub to the same version; the detail says what is wrong.',
  },
  'unknown-sensor': {
    status: 403,
    title: 'This sensor may not send here',
    whatToDo: 'Register the sensor at the hub, and give it the token that was shown then.',
  },
  'span-too-long': {
    status: 422,
    title: 'That is too long a time at this resolution',
    whatToDo: 'Ask for a shorter time, or for coarser buckets; the detail names what is possible.',
  },
  'bad-lines': {
    status: 422,
    title: 'Nothing in the file can be read as complaints',
    whatToDo: 'Give columns timestamp, service, region, kind and count; the detail names the first line that is wrong.',
  },
} satisfies Record<string, RefusalMeaning>

export function refusing(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
