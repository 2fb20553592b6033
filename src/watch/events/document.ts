// Documents in the journal: read once, and dated when the day of publication becomes known.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Document } from '../api/nouns.ts'
import { Suggestions, TimeFact } from '../model.ts'

const closed = { additionalProperties: false } as const
const searchedChars = 100_000

export const documentRecord = recordKind({
  name: 'watch.document',
  state: Document,
  file: 'rawSha256',
  kinds: {
    'watch.documentRead': opening(Document, (body) => body),
    /** Read again with a date of publication: the text and its spans stay, floating times get values. */
    'watch.documentDated': change(
      Type.Object(
        { publishedAt: Instant, times: Type.Array(TimeFact), stageVersions: Document.properties.stageVersions },
        closed,
      ),
      (state: Document, body): Document => ({ ...state, ...body }),
    ),
    /** A machine was asked: what it suggested stands beside what the rules found. */
    'watch.documentEnriched': change(
      Type.Object({ suggestions: Suggestions }, closed),
      (state: Document, body): Document => ({ ...state, ...body }),
    ),
  },
  index: (state) => ({ title: state.title, words: state.text.slice(0, searchedChars) }),
})
