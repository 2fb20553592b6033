// The dialogs in which a crisis is changed, by the word that the address holds for each.
import type { ReactNode } from 'react'
import { AddIncidents, Describe, Mark, MoveCrisis } from './CrisisAsWhole.tsx'
import type { CrisisShown } from './CrisisForm.tsx'
import { Agree, EndObjective, Join, Leave, Roles, SetObjective, Withdraw, WriteLine } from './PeopleDialogs.tsx'
import { AddBeat, AddStrand, DoBeat, EndStrand, StopBeat } from './TimesDialogs.tsx'

export interface DialogProps {
  crisis: CrisisShown
  /** The key of the part that it is about. */
  part: string | undefined
  onClose: () => void
}

const dialogs = {
  describe: Describe,
  marking: Mark,
  incident: AddIncidents,
  'stand-down': (props: DialogProps) => <MoveCrisis {...props} event="stand-down" />,
  close: (props: DialogProps) => <MoveCrisis {...props} event="close" />,
  reopen: (props: DialogProps) => <MoveCrisis {...props} event="reopen" />,
  strand: AddStrand,
  'strand-end': EndStrand,
  participant: Join,
  roles: Roles,
  leave: Leave,
  objective: SetObjective,
  'objective-end': EndObjective,
  beat: AddBeat,
  done: DoBeat,
  stop: StopBeat,
  line: WriteLine,
  agree: Agree,
  withdraw: Withdraw,
} as const

export type Edit = keyof typeof dialogs

export function CrisisDialogs({ edit, ...props }: DialogProps & { edit: string }): ReactNode {
  const known = Object.keys(dialogs).find((it): it is Edit => it === edit)
  if (!known) return null
  const Chosen: (props: DialogProps) => ReactNode = dialogs[known]
  return <Chosen {...props} />
}
