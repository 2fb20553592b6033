// Joins the contracts of the law to the law book.
import { done, refuse } from '#kernel/reply.ts'
import { type Binding, bind } from '#platform/http/types.ts'
import type { Journal, View } from '#platform/journal/index.ts'
import * as api from '../../api/law.ts'
import type { Law } from '../../model/law.ts'
import { remarksOn } from '../../rules/law/check-law.ts'
import { differenceInWords, diffLaw } from '../../rules/law/diff-law.ts'
import { adoptions } from '../../store/law/law-records.ts'
import { bindFiles } from '../../store/law/read-law.ts'
import type { LawBook } from './law-book.ts'

export function lawBindings(book: LawBook, journal: Journal): Binding[] {
  /** In force at the moment of the view: what a verdict of that day was made by. */
  async function inForceAt(view: View): Promise<Law | null> {
    if (!view.asOf) return book.current()
    const [then] = await adoptions(journal, view, 1)
    return then ? book.version(then.state.version) : null
  }
  const unknown = (version: string | undefined, field: string) =>
    refuse(
      'unknown-law',
      version ? `No law of version ${version} was in force here.` : 'No law was in force then.',
      field,
    )

  const own = [
    bind(api.law, async ({ version }, { view }) => {
      const found = version ? await book.version(version) : await inForceAt(view)
      if (!found) return unknown(version, '/version')
      return done({ inForce: found.version === book.current().version, law: found })
    }),
    bind(api.lawVersions, async (_input, { view }) => {
      const { version: current } = book.current()
      const versions = (await adoptions(journal, view)).map(({ state }) => ({
        ...state,
        inForce: state.version === current,
      }))
      return done({ versions, shipped: book.shipped(), since: book.since() })
    }),
    bind(api.compareLaw, async ({ from, to }, { view }) => {
      const before = await book.version(from)
      if (!before) return unknown(from, '/from')
      const after = to ? await book.version(to) : await inForceAt(view)
      if (!after) return unknown(to, '/to')
      const difference = diffLaw(before, after)
      return done({ ...difference, text: differenceInWords(difference) })
    }),
    bind(api.checkLaw, async ({ files }) => {
      const { law, faults } = bindFiles(files)
      if (!law) return done({ version: null, faults, remarks: [], difference: null })
      const difference = diffLaw(book.current(), law)
      return done({ version: law.version, faults: [], remarks: remarksOn(law), difference })
    }),
    bind(api.adoptShippedLaw, async ({ reason, seen }, { writer, view }) => {
      if (view.realm !== 'live') return refuse('only-live')
      const reply = await book.adoptShipped(reason, writer, seen)
      if (!reply.ok) return reply
      const { version, after, changes } = reply.value
      return done({ version, after, changes })
    }),
    bind(api.adoptLaw, async ({ files, reason, seen }, { writer, view }) => {
      if (view.realm !== 'live') return refuse('only-live')
      const reply = await book.adopt(files, reason, writer, seen)
      if (!reply.ok) return reply
      const { version, after, changes } = reply.value
      return done({ version, after, changes })
    }),
  ]
  return withLaw(book, own)
}

/** Bindings that wait until the law in force was found: a command that opens the data folder itself starts no room. */
export function withLaw(book: LawBook, bindings: readonly Binding[]): Binding[] {
  return bindings.map((one) => ({
    ...one,
    handle: async (input, call) => {
      await book.open()
      return one.handle(input, call)
    },
  }))
}
