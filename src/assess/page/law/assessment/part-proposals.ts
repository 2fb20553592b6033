// Which proposals press: those that an open verdict waits for, before those that would only complete the picture.
import type { AssessmentShown } from './shown.ts'

type FactProposal = AssessmentShown['proposals']['facts'][number]

export function partProposals({ verdict, proposals }: Pick<AssessmentShown, 'verdict' | 'proposals'>): {
  pressing: FactProposal[]
  others: FactProposal[]
} {
  const open = new Set((verdict?.regimes ?? []).flatMap((it) => (it.verdict === 'undetermined' ? it.missing : [])))
  return {
    pressing: proposals.facts.filter((it) => open.has(it.fact)),
    others: proposals.facts.filter((it) => !open.has(it.fact)),
  }
}
