// One CSAF document from its bytes: within bounds, tested, and taken apart into what people read. Runs in the worker.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { AdvisoryContent } from '../../model/advisories/content.ts'
import type { Checked } from '../../model/advisories/findings.ts'
import { contentOf, csafVersionOf } from '../../rules/advisories/content-of.ts'
import { type JsonLimits, readJson } from '../../rules/advisories/read-json.ts'
import { repeatedName } from '../../rules/stix/repeated-name.ts'
import { runTests, type Scope } from './csaf-tests.ts'

/** Somewhat more than the 15 MB that the standard asks every reader to take. */
export const documentMaxBytes = 16 * 1024 * 1024
const limits: JsonLimits = { characters: documentMaxBytes, depth: 100, values: 1_500_000 }

export interface ReadDocument {
  content: AdvisoryContent
  check: Checked
}

/** Refusals: too-large, not-json, too-deep, harmful, not-csaf. */
export async function readDocument(
  bytes: Uint8Array,
  scope: Scope,
  running: (test: string) => void,
): Promise<Reply<ReadDocument>> {
  if (bytes.byteLength > documentMaxBytes)
    return refuse('too-large', `It has ${bytes.byteLength} bytes; at most ${documentMaxBytes} are read.`)
  running('reading the JSON')
  const text = decoded(bytes)
  if (text === null) return refuse('not-json', 'It is not text in UTF-8.')
  const document = readJson(text, limits)
  if (!document.ok) return document
  const twice = repeatedName(bytes, document.value)
  if (twice !== undefined) return refuse('harmful', `The name '${twice.slice(0, 60)}' comes twice in one object of it.`)
  const version = csafVersionOf(document.value)
  if (version === null)
    return refuse('not-csaf', "It does not say that it is CSAF 2.0 or 2.1 in '/document/csaf_version'.")
  const check = await runTests(document.value, version, scope, running)
  running('reading the content')
  return done({ content: contentOf(document.value, version), check })
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
