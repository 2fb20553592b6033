// Variables of a playbook: each that is used has to be defined, in the playbook or in the step.
import { listOf, type Tree, treeOf, treesOf } from '../advisories/look.ts'
import type { Note } from './check-playbook.ts'

const form = /^__[A-Za-z_][A-Za-z0-9_-]{0,199}__$/
/** `__name__:value` inside a text. Bounded, so that a text of underscores takes no longer than its length. */
const used = /__([A-Za-z][A-Za-z0-9_-]{0,99}?)__:value/g

export function checkVariables(playbook: Tree, workflow: Tree, note: Note): void {
  const global = treeOf(playbook.playbook_variables)
  defined(global, '/playbook_variables', note)
  // A step inside a branch also knows the variables of the steps around it: which those are depends on the way taken.
  const anywhere = new Set(Object.keys(global))
  for (const [id, value] of Object.entries(workflow)) {
    const own = treeOf(treeOf(value).step_variables)
    defined(own, `/workflow/${id.slice(0, 120)}/step_variables`, note)
    for (const name of Object.keys(own)) anywhere.add(name)
  }
  for (const [id, value] of Object.entries(workflow)) {
    const where = `/workflow/${id.slice(0, 120)}`
    const step = treeOf(value)
    for (const name of named(step))
      if (!anywhere.has(name)) note('error', 'variable', where, `The variable ${name.slice(0, 120)} is not defined.`)
  }
}

function defined(variables: Tree, where: string, note: Note): void {
  for (const [name, value] of Object.entries(variables)) {
    if (!form.test(name))
      note('error', 'variable', `${where}/${name.slice(0, 120)}`, 'A name begins and ends with two underscores.')
    if (typeof treeOf(value).type !== 'string')
      note('error', 'variable', `${where}/${name.slice(0, 120)}`, 'A variable has a type.')
  }
}

function named(step: Tree): Set<string> {
  const found = new Set<string>()
  for (const list of [step.in_args, step.out_args])
    for (const name of listOf(list)) if (typeof name === 'string') found.add(name)
  const commands = treesOf(step.commands).flatMap(({ command, content }) => [command, content])
  for (const text of [step.condition, step.switch, ...commands]) {
    if (typeof text !== 'string') continue
    for (const [, name = ''] of text.slice(0, 100_000).matchAll(used)) found.add(`__${name}__`)
  }
  return found
}
