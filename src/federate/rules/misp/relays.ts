// Up to which label an organisation may carry MISP events of others to this node, by the agreements that are in force.
import type { Id } from '#kernel/id.ts'
import { type Tlp, tlpRank } from '#kernel/marking.ts'
import type { AgreementTerms } from '../../model/agreement.ts'

/** Null: it may not. A flow names its ends by node or by organisation. */
export function relaysUpTo(
  terms: readonly Pick<AgreementTerms, 'parties' | 'flows'>[],
  { from, to, node }: { from: Id; to: Id; node: Id },
): Tlp | null {
  let highest: Tlp | null = null
  for (const { parties, flows } of terms) {
    const theirs = new Set(
      parties.filter(({ organisation }) => organisation === from).flatMap((one) => [one.node, from]),
    )
    for (const flow of flows) {
      const fits = theirs.has(flow.from) && (flow.to === to || flow.to === node) && flow.formats.includes('misp')
      if (fits && (highest === null || tlpRank(flow.highest) > tlpRank(highest))) highest = flow.highest
    }
  }
  return highest
}
