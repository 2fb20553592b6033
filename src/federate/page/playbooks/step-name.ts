// What a step of a workflow is called, where it has no name of its own.
import { say } from '#web/say.ts'
import type { PlaybookStep } from '../../model/playbooks/playbook.ts'

export function nameOf({ name, type }: PlaybookStep): string {
  return name || say(type)
}
