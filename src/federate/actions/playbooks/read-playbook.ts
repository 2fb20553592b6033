// One playbook from its bytes: within bounds, tested, and taken apart into what people read. Quick enough to need no worker.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { type PlaybookChecked, type PlaybookContent, playbookLimits } from '../../model/playbooks/playbook.ts'
import { treeOf } from '../../rules/advisories/look.ts'
import { readJson } from '../../rules/advisories/read-json.ts'
import { checkPlaybook } from '../../rules/playbooks/check-playbook.ts'
import { playbookContent } from '../../rules/playbooks/playbook-content.ts'
import { repeatedName } from '../../rules/stix/repeated-name.ts'

export interface ReadPlaybook {
  document: unknown
  content: PlaybookContent
  check: PlaybookChecked
}

const limits = { characters: playbookLimits.bytes, depth: 60, values: 200_000 }

/** Refusals: not-json, too-large, too-deep, harmful, not-a-playbook. */
export function readPlaybook(bytes: Uint8Array): Reply<ReadPlaybook> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse('not-json', 'It is not text in UTF-8.')
  }
  const document = readJson(text, limits)
  if (!document.ok) return document
  // Who signs and who reads must see the same: programs differ in which of the two they keep.
  const twice = repeatedName(bytes, document.value)
  if (twice !== undefined) return refuse('harmful', `The name '${twice.slice(0, 60)}' comes twice in one object of it.`)
  const { type, spec_version: spec } = treeOf(document.value)
  if (type !== 'playbook' || spec !== 'cacao-2.0')
    return refuse(
      'not-a-playbook',
      `Its type is '${String(type).slice(0, 60)}', its spec_version '${String(spec).slice(0, 60)}'.`,
    )
  return done({
    document: document.value,
    content: playbookContent(document.value),
    check: checkPlaybook(document.value),
  })
}
