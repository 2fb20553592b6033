// What the operations of this room may refuse with, and what can be done about it.
import type { RefusalMeaning } from '#kernel/contract.ts'

const meanings = {
  'no-text': {
    status: 422,
    title: 'There is no readable text in it',
    whatToDo: 'Send the text itself, an HTML page, or a feed file. Pictures, PDF and office files are not read yet.',
  },
  'feed-not-read': {
    status: 422,
    title: 'The feed cannot be read',
    whatToDo: 'See the detail for what is wrong with it. Feeds with a DTD or entities of their own are never read.',
  },
  'analysis-failed': {
    status: 503,
    title: 'The text could not be analysed',
    whatToDo: 'Nothing was changed. Try again later; if that fails as well, tell the makers of Tocsin.',
  },
  'not-a-file': {
    status: 422,
    title: 'The body holds no file',
    whatToDo: 'Send the bytes of the file itself as the body, and its name in the query.',
  },
  'impossible-date': {
    status: 422,
    title: 'That moment does not exist, or lies in the future',
    whatToDo: 'Give the moment of publication as RFC 3339, for example 2025-03-10T09:45:00Z.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can judge an item',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'already-followed': {
    status: 409,
    title: 'This feed is followed already',
    whatToDo: 'Change the feed that is named in the detail instead.',
  },
  'address-not-allowed': {
    status: 422,
    title: 'This node may not fetch from that address',
    whatToDo:
      'Private and local addresses are closed. The administrator can open one with TOCSIN_FETCH_ALLOW, then start the node again.',
  },
  'too-many-feeds': {
    status: 409,
    title: 'There are 10,000 feeds already',
    whatToDo: 'Unfollow one that is not needed.',
  },
  'no-such-organisation': {
    status: 422,
    title: 'There is no such organisation in the register that you may read',
    whatToDo: 'Look its id up with people.listOrganisations.',
  },
  'empty-query': {
    status: 422,
    title: 'A requirement needs something to look for',
    whatToDo: 'Name at least one topic, sector, country, name or word.',
  },
  'unknown-term-owner': {
    status: 422,
    title: 'The lexicon has no such topic or sector',
    whatToDo: 'Take an id that watch.listTerms shows.',
  },
  'enrichment-off': {
    status: 409,
    title: 'No model is configured',
    whatToDo: 'The administrator can set TOCSIN_ENRICH_URL and TOCSIN_ENRICH_MODEL. Everything works without.',
  },
  'above-ceiling': {
    status: 403,
    title: 'The marking of this item does not let it go to the model',
    whatToDo: 'Only items up to the ceiling TOCSIN_ENRICH_MAX_TLP are sent.',
  },
  'enrichment-failed': {
    status: 502,
    title: 'The model did not answer as asked',
    whatToDo: 'Nothing was changed. See the detail; try again later.',
  },
  'mail-not-read': {
    status: 422,
    title: 'The mail cannot be read',
    whatToDo: 'See the detail. Save the mail as a .eml file, with its headers, and send it again.',
  },
  'mail-off': {
    status: 409,
    title: 'This node receives no mail',
    whatToDo: 'The administrator can open a port for it with TOCSIN_MAIL_PORT, then start the node again.',
  },
  'not-kept': {
    status: 404,
    title: 'What was received was not kept',
    whatToDo: 'Only its hash is there. See the setting TOCSIN_RAW_MAX_BYTES for what is kept from now on.',
  },
  'not-in-story': {
    status: 422,
    title: 'The item is not in that story',
    whatToDo: 'Look at the story again: somebody may have moved the item.',
  },
  'marked-otherwise': {
    status: 422,
    title: 'Items that are marked otherwise cannot be one story',
    whatToDo:
      'Only items of one organisation with the same marking stand together: else some readers would see half of it.',
  },
  'too-many-items': {
    status: 422,
    title: 'A story holds no more items than 200',
    whatToDo: 'Leave the rest in a story of their own.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'Name at least one field with a new value.',
  },
} as const satisfies Record<string, RefusalMeaning>

/** The named ones, for a contract. */
export function refusing(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
