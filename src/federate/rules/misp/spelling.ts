// MISP events as MISP writes them: numbers as texts, names as its core format has them. What came in goes out the same.
import type {
  MispAttribute,
  MispEvent,
  MispObject,
  MispProposal,
  MispReport,
  MispShared,
  MispSharingGroup,
  MispSighting,
} from '../../model/misp/event.ts'
import { isPapWord, isTlpWord } from '../marking-words.ts'
import type { Json } from './taking.ts'

export interface SpellOptions {
  /** Whether deleted parts go along, as servers ask of each other. */
  deleted?: boolean
  /** Without attributes, objects and reports. */
  metadata?: boolean
  /** Without attachments. */
  withoutFiles?: boolean
}

const text = (value: number) => String(value)

function groupOf(group: MispSharingGroup | null): Json {
  if (group === null) return {}
  const members = group.organisations.map((uuid) => ({ Organisation: { uuid }, extend: false }))
  return { SharingGroup: { uuid: group.uuid, name: group.name, SharingGroupOrg: members, SharingGroupServer: [] } }
}

function sharedOf(part: MispShared): Json {
  return {
    distribution: text(part.distribution),
    timestamp: text(part.timestamp),
    deleted: part.deleted,
    ...groupOf(part.sharingGroup),
    ...(part.Tag.length > 0 ? { Tag: tagsOf(part) } : {}),
    ...(part.Galaxy.length > 0 ? { Galaxy: part.Galaxy } : {}),
  }
}

/**
 * Tags that are local to an instance stay where they are, but a label never stays behind. A server that pulls asks each tag whether it is
 * local, and stumbles over one that does not say.
 */
function tagsOf({ Tag }: MispShared): Json[] {
  return Tag.filter((tag) => tag.local !== true || isTlpWord(tag.name) || isPapWord(tag.name)).map((tag) => ({
    ...tag,
    local: false,
  }))
}

export function spellEvent(event: MispEvent, options: SpellOptions = {}): Json {
  const shown = <T extends { deleted: boolean }>(parts: readonly T[]) =>
    options.deleted ? parts : parts.filter((one) => !one.deleted)
  const { deleted: _deleted, ...common } = sharedOf(event)
  const head = {
    ...event.more,
    uuid: event.uuid,
    info: event.info,
    date: event.date,
    threat_level_id: text(event.threatLevel),
    analysis: text(event.analysis),
    published: event.published,
    publish_timestamp: text(event.publishTimestamp),
    attribute_count: text(event.Attribute.length + event.Object.reduce((sum, one) => sum + one.Attribute.length, 0)),
    extends_uuid: event.extends ?? '',
    Orgc: event.Orgc,
    Org: event.Org ?? event.Orgc,
    ...common,
  }
  if (options.metadata) return head
  return {
    ...head,
    Attribute: shown(event.Attribute).map((one) => spellAttribute(one, options)),
    ShadowAttribute: event.ShadowAttribute.map(spellProposal),
    Object: shown(event.Object).map((one) => spellObject(one, options)),
    EventReport: shown(event.EventReport).map(spellReport),
    RelatedEvent: event.related.map((uuid) => ({ Event: { uuid } })),
  }
}

export function spellAttribute(attribute: MispAttribute, { withoutFiles }: SpellOptions = {}): Json {
  const { data, ...more } = attribute.more
  return {
    ...more,
    ...(data === undefined || withoutFiles ? {} : { data }),
    uuid: attribute.uuid,
    type: attribute.type,
    category: attribute.category,
    value: attribute.value,
    to_ids: attribute.toIds,
    comment: attribute.comment,
    object_relation: attribute.relation,
    first_seen: attribute.firstSeen,
    last_seen: attribute.lastSeen,
    ...sharedOf(attribute),
    ...(attribute.Sighting.length > 0 ? { Sighting: attribute.Sighting.map(spellSighting) } : {}),
    ...(attribute.ShadowAttribute.length > 0 ? { ShadowAttribute: attribute.ShadowAttribute.map(spellProposal) } : {}),
  }
}

function spellObject(object: MispObject, options: SpellOptions): Json {
  return {
    ...object.more,
    uuid: object.uuid,
    name: object.name,
    'meta-category': object.metaCategory,
    template_uuid: object.templateUuid ?? '',
    template_version: text(object.templateVersion ?? 0),
    comment: object.comment,
    first_seen: object.firstSeen,
    last_seen: object.lastSeen,
    ...sharedOf(object),
    Attribute: object.Attribute.filter((one) => options.deleted || !one.deleted).map((one) =>
      spellAttribute(one, options),
    ),
    ObjectReference: object.ObjectReference.map((one) => ({
      uuid: one.uuid,
      object_uuid: object.uuid,
      referenced_uuid: one.to,
      relationship_type: one.relation,
      comment: one.comment,
      deleted: one.deleted,
      timestamp: text(one.timestamp),
    })),
  }
}

export function spellReport(report: MispReport): Json {
  return {
    uuid: report.uuid,
    name: report.name,
    content: report.content,
    distribution: text(report.distribution),
    ...groupOf(report.sharingGroup),
    timestamp: text(report.timestamp),
    deleted: report.deleted,
  }
}

export function spellSighting(sighting: MispSighting): Json {
  const { dateSighting, type, ...rest } = sighting
  return { ...rest, type: text(type), date_sighting: text(dateSighting) }
}

/** What would change an attribute goes under the UUID of that attribute: a server finds it by nothing else. */
export function spellProposal(proposal: MispProposal): Json {
  return {
    uuid: proposal.old ?? proposal.uuid,
    old_id: proposal.old === null ? '0' : '1',
    old_uuid: proposal.old ?? '',
    type: proposal.type,
    category: proposal.category,
    value: proposal.value,
    to_ids: proposal.toIds,
    comment: proposal.comment,
    timestamp: text(proposal.timestamp),
    proposal_to_delete: proposal.toDelete,
    deleted: proposal.deleted,
    ...(proposal.Org ? { Org: proposal.Org } : {}),
  }
}
