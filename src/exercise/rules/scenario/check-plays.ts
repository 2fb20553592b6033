// Plays: do the operations exist, may who plays them do so, and is every kept name known before it is used?
import type { Role } from '#kernel/role.ts'
import type { Play, Scenario } from '../../model/scenario.ts'
import { valueAt } from '../run/pointer.ts'
import type { Known, KnownContract } from './check.ts'
import type { Note } from './findings.ts'

interface Placed {
  play: Play
  where: string
}

export function checkPlays(it: Scenario, known: Known, cast: ReadonlyMap<string, readonly Role[]>, note: Note): void {
  const placed = playsIn(it)
  const kept = new Map<string, string>()
  // A decision that an inject asks for is kept under the name of the inject.
  for (const [at, { id, content }] of it.injects.entries())
    if (content.channel === 'decision') kept.set(id, `/injects/${at}`)
  for (const { play, where } of placed)
    for (const name of [play.keep, ...(play.find ?? []).map(({ keep }) => keep)])
      if (name !== undefined && !kept.has(name)) kept.set(name, where)
  for (const { play, where } of placed) {
    const roles = cast.get(play.as)
    if (!roles)
      note('error', 'unknown-name', `${where}/as`, `There is no person of the cast "${play.as}" in this scenario.`)
    checkContract(play, where, roles, known, note)
    for (const name of namesUsed([play.with, (play.find ?? []).map((one) => [one.with, one.where])]))
      if (!kept.has(name))
        note('error', 'never-kept', where, `{{${name}}} is used, and no play keeps anything under that name.`)
  }
}

function playsIn(it: Scenario): Placed[] {
  const list = (plays: readonly Play[] | undefined, where: string) =>
    (plays ?? []).map((play, at) => ({ play, where: `${where}/${at}` }))
  return [
    ...list(it.setting, '/setting'),
    ...it.injects.flatMap(({ content }, at) =>
      content.channel === 'control' ? list(content.play, `/injects/${at}/content/play`) : [],
    ),
    ...it.expected.flatMap(({ play }, at) => list(play, `/expected/${at}/play`)),
  ]
}

function checkContract(
  play: Play,
  where: string,
  roles: readonly Role[] | undefined,
  { contracts }: Known,
  note: Note,
): void {
  if (!contracts) return
  const contract = contracts.get(play.do)
  if (!contract) {
    note('error', 'no-such-operation', `${where}/do`, `Tocsin has no operation "${play.do}".`)
    return
  }
  if (contract.roles && roles && !contract.roles.some((role) => roles.includes(role)))
    note(
      'error',
      'not-theirs',
      `${where}/as`,
      `"${play.as}" may not call ${play.do}: that takes one of ${contract.roles.join(', ')}.`,
    )
  for (const field of Object.keys(play.with ?? {}))
    if (!contract.fields.has(field))
      note('error', 'no-such-field', `${where}/with/${field}`, `${play.do} takes no "${field}".`)
  checkInput(contract, play.with, `${where}/with`, note)
  for (const [at, one] of (play.find ?? []).entries()) {
    const query = contracts.get(one.query)
    if (query) checkInput(query, one.with, `${where}/find/${at}/with`, note)
    if (!query)
      note('error', 'no-such-operation', `${where}/find/${at}/query`, `Tocsin has no operation "${one.query}".`)
    else if (!query.query)
      note(
        'error',
        'no-query',
        `${where}/find/${at}/query`,
        `${one.query} changes something: only a query is asked here.`,
      )
  }
}

/** What stands there for sure is held against the schema; what is filled in later is looked at when it is played. */
function checkInput(contract: KnownContract, given: Play['with'] = {}, where: string, note: Note): void {
  const open = (pointer: string) => /\{\{/.test(JSON.stringify(valueAt(given, pointer) ?? null))
  for (const { where: pointer, says } of contract.faultsIn?.(given) ?? [])
    if (pointer === '' ? !says.includes('additional') : !open(pointer))
      note('error', 'not-its-input', `${where}${pointer}`, says)
}

/** `{{name}}` and `{{name.field}}`; not `{{at:…}}`, `{{person:…}}` and `{{organisation:…}}`, which nobody keeps. */
function namesUsed(value: unknown): string[] {
  if (typeof value === 'string')
    return [...value.matchAll(/\{\{\s*([a-z][a-z0-9-]*)(?:\.[^}]*)?\s*\}\}/g)].map((found) => found[1] ?? '')
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(namesUsed)
}
