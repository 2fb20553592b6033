// A rota as it is answered, and its members as choices.
import type { OutputOf } from '#kernel/contract.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { useNames } from '#web/shell/names.ts'
import type { getRota } from '../../api/rotas.ts'

export type RotaAnswer = OutputOf<typeof getRota>

export function useMembers({ state }: Pick<RotaAnswer, 'state'>): Choice[] {
  const names = useNames()
  return state.members.map((value) => ({ value, label: names.person(value) }))
}
