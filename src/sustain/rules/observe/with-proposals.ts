// What a part needs once proposals are taken: providers of one need are its options, all of them in use.
import type { Id } from '#kernel/id.ts'
import type { Proposal } from '../../model/observed.ts'
import type { Need } from '../../model/parts.ts'
import type { Evidence } from '../../model/words.ts'

/** A proposal with the part that it stands for now. */
export interface Accepted {
  proposal: Proposal
  part: Id
}

/** Needs that stand keep what people said of them; only options that are missing are added. */
export function withProposals(needs: readonly Need[], accepted: readonly Accepted[]): Need[] {
  const out = needs.map((need) => ({ ...need, of: [...need.of] }))
  for (const { proposal, part } of accepted) {
    const known = out.find(({ name }) => name === proposal.need)
    if (known?.of.some((option) => option.part === part)) continue
    const option = { part, switching: null }
    if (known) known.of.push(option)
    else
      out.push({
        name: proposal.need,
        layer: proposal.layer,
        least: 1,
        of: [option],
        holds: proposal.holds,
        weight: proposal.weight,
      })
  }
  return out
}

export function evidenceOf({ because, seenAt }: Proposal): Evidence {
  return { kind: 'observed', what: because.slice(0, 200), seenAt }
}
