// A MISP event as this room holds it: read strictly where it matters, numbers as numbers, and every further field as it came.

/** Who may get it, by MISP: 0 own organisation, 1 this community, 2 connected communities, 3 all, 4 a sharing group, 5 as what holds it. */
export type MispDistribution = 0 | 1 | 2 | 3 | 4 | 5

export interface MispTag {
  name: string
  [more: string]: unknown
}

export interface MispOrganisation {
  uuid: string
  name: string
  [more: string]: unknown
}

/** What a galaxy cluster says is kept as it came; the tag name is what counts. */
export interface MispGalaxy {
  uuid?: string
  type?: string
  GalaxyCluster: readonly Record<string, unknown>[]
  [more: string]: unknown
}

export interface MispSighting {
  uuid: string
  /** 0 seen, 1 false positive, 2 expires. */
  type: 0 | 1 | 2
  /** Seconds since 1970. */
  dateSighting: number
  source: string
  Organisation?: MispOrganisation
  [more: string]: unknown
}

export interface MispShared {
  distribution: MispDistribution
  sharingGroup: MispSharingGroup | null
  Tag: readonly MispTag[]
  Galaxy: readonly MispGalaxy[]
  deleted: boolean
  /** Seconds since 1970; never later than the moment of reading, give or take a day. */
  timestamp: number
}

export interface MispSharingGroup {
  uuid: string
  name: string
  /** UUIDs of the organisations that it reaches. */
  organisations: readonly string[]
}

export interface MispAttribute extends MispShared {
  uuid: string
  type: string
  category: string
  value: string
  toIds: boolean
  comment: string
  /** Which place it has in its object: 'ip', 'first-seen'. */
  relation: string | null
  firstSeen: string | null
  lastSeen: string | null
  Sighting: readonly MispSighting[]
  ShadowAttribute: readonly MispProposal[]
  more: Readonly<Record<string, unknown>>
}

/** A change that somebody who is not the owner proposes. */
export interface MispProposal {
  uuid: string
  /** The attribute that it would change; null: a new one. */
  old: string | null
  type: string
  category: string
  value: string
  toIds: boolean
  comment: string
  timestamp: number
  toDelete: boolean
  deleted: boolean
  Org?: MispOrganisation
}

export interface MispReference {
  uuid: string
  /** UUID of the object or attribute that is meant. */
  to: string
  relation: string
  comment: string
  deleted: boolean
  timestamp: number
}

export interface MispObject extends MispShared {
  uuid: string
  name: string
  metaCategory: string
  templateUuid: string | null
  templateVersion: number | null
  comment: string
  firstSeen: string | null
  lastSeen: string | null
  Attribute: readonly MispAttribute[]
  ObjectReference: readonly MispReference[]
  more: Readonly<Record<string, unknown>>
}

export interface MispReport {
  uuid: string
  name: string
  /** Markdown of others: shown as text, never as HTML. */
  content: string
  distribution: MispDistribution
  sharingGroup: MispSharingGroup | null
  timestamp: number
  deleted: boolean
}

export interface MispEvent extends MispShared {
  uuid: string
  info: string
  /** YYYY-MM-DD */
  date: string
  threatLevel: 1 | 2 | 3 | 4
  analysis: 0 | 1 | 2
  published: boolean
  publishTimestamp: number
  /** Who owns it. */
  Orgc: MispOrganisation
  /** On whose instance it was. */
  Org: MispOrganisation | null
  extends: string | null
  Attribute: readonly MispAttribute[]
  Object: readonly MispObject[]
  EventReport: readonly MispReport[]
  ShadowAttribute: readonly MispProposal[]
  /** Events that MISP found to share values: their UUIDs. */
  related: readonly string[]
  more: Readonly<Record<string, unknown>>
}

/** A place that was not as it must be, and what became of it. */
export interface MispFault {
  /** JSON pointer into what was read. */
  at: string
  refusal: string
  why: string
  /** event: the whole event was left out. part: only this part. remark: it was kept. */
  cost: 'event' | 'part' | 'remark'
}

export interface MispTypes {
  categories: readonly string[]
  types: Readonly<Record<string, { category: string; toIds: boolean; categories: readonly string[] }>>
}
