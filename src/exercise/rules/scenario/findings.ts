// What is wrong with a scenario, or worth a second look, in words for whoever wrote it.
import Type, { type Static } from 'typebox'

export const Finding = Type.Object(
  {
    /** error: cannot be played. warning: can, but a careful reader would ask. */
    level: Type.Enum(['error', 'warning']),
    rule: Type.String({ maxLength: 40 }),
    /** JSON pointer into the scenario. */
    where: Type.String({ maxLength: 400 }),
    /** In the file, from 1; 0 where it did not come as a file. */
    line: Type.Integer({ minimum: 0 }),
    says: Type.String({ maxLength: 600 }),
  },
  { additionalProperties: false },
)
export type Finding = Static<typeof Finding>

export type Note = (level: Finding['level'], rule: string, where: string, says: string) => void

export function isPlayable(findings: readonly Finding[]): boolean {
  return findings.every(({ level }) => level !== 'error')
}
