// Takes one CSAF document in: kept as a file, as an advisory with what people read of it, and among the foreign objects.
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Held, Writer } from '#platform/journal/index.ts'
import type { Advisory, AdvisorySource, Integrity } from '../../model/advisories/advisory.ts'
import type { AdvisoryContent } from '../../model/advisories/content.ts'
import type { ObjectIn, RefusedObject } from '../../model/objects.ts'
import { advisoryRecord } from '../../rules/advisories/advisory-records.ts'
import { fileNameOf, sameNamespace } from '../../rules/advisories/file-name.ts'
import { compareRevisions } from '../../rules/advisories/revisions.ts'
import type { ReadDocument } from './read-document.ts'
import { type AdvisoryRoom, idFrom, keepFile } from './room.ts'

export interface Taking {
  bytes: Uint8Array
  read: ReadDocument
  source: AdvisorySource
  integrity: Integrity
  marking: MarkingChoice
  writer: Writer
}

export interface Taken {
  id: Id
  version: number
  outcome: 'taken' | 'revised' | 'known'
}

/** Refusals: not-valid, older-version, publisher-differs, and those of the disk. */
export async function takeDocument(room: AdvisoryRoom, taking: Taking): Promise<Reply<Taken>> {
  const { content, check } = taking.read
  const fault = identityFault(taking)
  if (fault) return fault
  const kept = await keepFile(room, taking.bytes)
  if (!kept.ok) return kept
  const { view } = taking.writer
  const subject = subjectOf(room, view.reader, view.realm, content, taking.marking)
  return room.journal.commit<Taken>(taking.writer, async (unit) => {
    const before = await unit.read(advisoryRecord, subject)
    const body = {
      ...{ content, file: kept.value, bytes: taking.bytes.byteLength },
      ...{ source: taking.source, integrity: taking.integrity, check },
    }
    if (!before) {
      const { held } = await unit.open(advisoryRecord, 'federate.advisoryTaken', body, {
        ...{ subject, marking: taking.marking },
      })
      return done({ id: held.id, version: held.version, outcome: 'taken' })
    }
    if (before.state.file === kept.value) return done({ id: before.id, version: before.version, outcome: 'known' })
    const order = compareRevisions(content, before.state.content)
    if (order < 0) {
      const { version, currentRelease } = before.state.content
      return unit.refuse(
        'older-version',
        `Version ${version} of ${currentRelease} is here; this is ${content.version}.`,
      )
    }
    // Stricter than before it may become; looser only by a person, who releases it.
    if (isStricter(taking.marking, before))
      await unit.remark(advisoryRecord, subject, taking.marking, `Version ${content.version} is marked so.`)
    const { held } = await unit.append(advisoryRecord, 'federate.advisoryRevised', subject, body)
    return done({ id: held.id, version: held.version, outcome: 'revised' })
  })
}

/** What makes a document unusable as a record of its publisher. */
export function identityFault({ read: { content, check } }: Pick<Taking, 'read'>) {
  if (!check.schemaValid) {
    const [first] = check.findings.filter(({ kind, level }) => kind === 'schema' && level === 'error')
    const where = first ? ` (${first.where || '/'}: ${first.message})` : ''
    return refuse('not-valid', `It is not as the schema of CSAF ${check.csafVersion} asks${where}.`)
  }
  if (content.trackingId.trim() === '' || fileNameOf(content.trackingId).length > 250)
    return refuse('not-valid', 'Its tracking id is empty, or too long for the name of a file.')
  return undefined
}

/** One record for each id of a publisher, in each organisation; what only named persons may read is apart. */
function subjectOf(
  room: AdvisoryRoom,
  reader: Reader,
  realm: Realm,
  { publisher, trackingId }: AdvisoryContent,
  marking: MarkingChoice,
): Id {
  const owner = reader.organisation ?? room.journal.home
  const circle = marking.tlp === 'RED' ? (reader.person ?? '') : ''
  const namespace = publisher.namespace.toLowerCase().replace(/\/$/, '')
  return idFrom('federate.advisory', realm, owner, circle, namespace, trackingId)
}

const ranks = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']
const isStricter = ({ tlp }: MarkingChoice, { marking }: Held<Advisory>) =>
  ranks.indexOf(tlp) > ranks.indexOf(marking.tlp)

/** An advisory as other programs know it, marked as it is here. */
export function objectFrom(
  { bytes, read: { content } }: Pick<Taking, 'bytes' | 'read'>,
  { marking }: Held<Advisory>,
): ObjectIn {
  return {
    format: 'csaf',
    id: `${content.publisher.namespace} ${content.trackingId}`.slice(0, 300),
    version: `${content.currentRelease} ${content.version}`,
    type: content.category,
    spec: content.csafVersion,
    object: JSON.parse(new TextDecoder().decode(bytes)),
    marking,
  }
}

/** Into the collection of advisories, from which other programs fetch objects. The advisories themselves are here already. */
export async function offerObjects(
  room: AdvisoryRoom,
  reader: Reader,
  realm: Realm,
  name: string,
  objects: readonly ObjectIn[],
  refused: readonly RefusedObject[] = [],
): Promise<void> {
  const collection = await room.objects.collection(realm, 'csaf', 'Security advisories (CSAF)')
  const source = { standard: 'csaf', name: name.slice(0, 500), organisation: null } as const
  const asked = { realm, collection, by: reader, verb: 'federate.importAdvisory', source, objects, refused }
  const reply = await room.objects.takeIn(asked)
  if (!reply.ok) room.log.warn({ refusal: reply.refusal, from: name }, 'advisories are not among the objects')
}

/** The document of a followed provider is its own, under the name that the standard gives it. */
export function providerFault(content: AdvisoryContent, namespace: string, url: string, fits: boolean) {
  if (!sameNamespace(content.publisher.namespace, namespace)) {
    const says = content.publisher.namespace.slice(0, 200)
    return refuse('publisher-differs', `Its publisher is ${says || 'not named'}, the provider is ${namespace}.`)
  }
  if (!fits)
    return refuse(
      'name-differs',
      `${url.slice(0, 300)} is not the name of file of ${content.trackingId.slice(0, 100)}.`,
    )
  return undefined
}
