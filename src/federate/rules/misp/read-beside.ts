// What events, attributes and objects of MISP have in common: who may get it, tags, galaxies, times.
import type {
  MispDistribution,
  MispGalaxy,
  MispOrganisation,
  MispShared,
  MispSharingGroup,
  MispSighting,
  MispTag,
} from '../../model/misp/event.ts'
import { mostTagLength } from '../tags/machine-tag.ts'
import {
  fault,
  flagOf,
  isJson,
  type Json,
  listOf,
  mispBudget,
  moreOf,
  pointer,
  stop,
  type Taking,
  textOf,
  unkeepable,
  uuidOf,
  wholeOf,
} from './taking.ts'

const daySeconds = 86_400
const none: ReadonlySet<string> = new Set()

/** Empty where nothing was said; null where it cannot be kept. */
export function wordsAt(taking: Taking, from: Json, key: string, at: string, most: number): string | null {
  const given = from[key]
  if (given === undefined || given === null) return ''
  const text = textOf(given)
  const where = pointer(at, key)
  if (text === null || text.length > most || unkeepable(text, '') !== undefined) {
    const why = text === null ? 'A text is asked for.' : `At most ${most} characters, and none that cannot be kept.`
    fault(taking, where, 'bad-text', why, 'part')
    return null
  }
  return text
}

/** Moments ahead would win against every later change: what lies more than a day ahead counts as now. */
export function timestampAt(taking: Taking, from: Json, key: string, at: string): number {
  const given = from[key]
  if (given === undefined || given === null || given === '') return 0
  const seconds = wholeOf(given, 0, 99_999_999_999)
  if (seconds === null) {
    fault(taking, pointer(at, key), 'bad-time', 'Seconds since 1970 are asked for.', 'remark')
    return 0
  }
  if (seconds <= taking.now + daySeconds) return seconds
  fault(taking, pointer(at, key), 'time-ahead', 'It lies in the future and counts as now.', 'remark')
  return taking.now
}

/** Seen first and last: an RFC 3339 moment, or microseconds since 1970. */
export function seenAt(taking: Taking, from: Json, key: string, at: string): string | null {
  const given = from[key]
  if (given === undefined || given === null || given === '') return null
  const micros = wholeOf(given, 0, Number.MAX_SAFE_INTEGER)
  const moment = micros === null ? textOf(given) : null
  const date = micros === null ? new Date(moment && moment.length <= 40 ? moment : Number.NaN) : new Date(micros / 1000)
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1900 || date.getUTCFullYear() > 2200) {
    fault(taking, pointer(at, key), 'bad-time', 'That is no moment.', 'remark')
    return null
  }
  return date.toISOString()
}

export function sharedAt(taking: Taking, from: Json, at: string, inherits: boolean): MispShared {
  return {
    distribution: distributionAt(taking, from, at, inherits),
    sharingGroup: sharingGroupAt(from),
    Tag: tagsAt(taking, from, at),
    Galaxy: galaxiesAt(taking, from, at),
    deleted: flagOf(from.deleted) ?? false,
    timestamp: timestampAt(taking, from, 'timestamp', at),
  }
}

/** What is not said, or not understood, goes to nobody else: 0. A part that does not say inherits. */
export function distributionAt(taking: Taking, from: Json, at: string, inherits: boolean): MispDistribution {
  const given = from.distribution
  if (given === undefined || given === null || given === '') return inherits ? 5 : 0
  const found = wholeOf(given, 0, inherits ? 5 : 4)
  if (found !== null) return found as MispDistribution
  fault(taking, pointer(at, 'distribution'), 'bad-distribution', 'Not understood: it goes to nobody else.', 'remark')
  return 0
}

/** The group with the organisations in it; one of which only the number is known reaches nobody. */
export function sharingGroupAt(from: Json): MispSharingGroup | null {
  const group = isJson(from.SharingGroup) ? from.SharingGroup : null
  const uuid = uuidOf(group?.uuid)
  if (!group || uuid === null) return null
  const members = listOf(group.SharingGroupOrg) ?? []
  const organisations = members.slice(0, 500).flatMap((one) => {
    const member = isJson(one) && isJson(one.Organisation) ? uuidOf(one.Organisation.uuid) : null
    return member ?? []
  })
  return { uuid, name: (textOf(group.name) ?? '').slice(0, 255), organisations: [...new Set(organisations)] }
}

const tagKeys: ReadonlySet<string> = new Set(['name', 'id', 'event_id', 'tag_id', 'local'])

function tagsAt(taking: Taking, from: Json, at: string): MispTag[] {
  const given = listOf(from.Tag)
  const where = pointer(at, 'Tag')
  if (given === null || given.length > mispBudget.tags) {
    // A tag may carry a marking: without them nobody knows who may read it.
    stop(taking, where, 'bad-tags', `A list of at most ${mispBudget.tags} tags is asked for.`)
    return []
  }
  return given.flatMap((one, n): MispTag[] => {
    const name = isJson(one) ? one.name : one
    const here = pointer(where, n)
    if (typeof name === 'string' && name.trim() !== '' && name.length <= mostTagLength && !unkeepable(name, '')) {
      const more = isJson(one) ? moreOf(taking, one, tagKeys, here) : {}
      return [{ ...more, ...(isJson(one) && flagOf(one.local) === true ? { local: true } : {}), name }]
    }
    stop(taking, here, 'bad-tag', `A tag has a name of 1 to ${mostTagLength} characters; it may carry a marking.`)
    return []
  })
}

/** Kept as they came, within bounds: what counts is the tag that MISP writes for each of them. */
function galaxiesAt(taking: Taking, from: Json, at: string): MispGalaxy[] {
  const given = listOf(from.Galaxy)
  const where = pointer(at, 'Galaxy')
  if (given === null || given.length > mispBudget.galaxies) {
    fault(taking, where, 'too-many', `A list of at most ${mispBudget.galaxies} galaxies is asked for.`, 'part')
    return []
  }
  return given.flatMap((one, n): MispGalaxy[] => {
    const here = pointer(where, n)
    const clusters = isJson(one) ? listOf(one.GalaxyCluster) : null
    if (!isJson(one) || clusters === null || clusters.length > mispBudget.clusters || !clusters.every(isJson)) {
      fault(taking, here, 'bad-galaxy', `A galaxy has a list of at most ${mispBudget.clusters} clusters.`, 'part')
      return []
    }
    if (unkeepable(one, here) !== undefined || JSON.stringify(one).length > 200_000) {
      fault(taking, here, 'bad-galaxy', 'It is too large, or holds characters that cannot be kept.', 'part')
      return []
    }
    const uuid = uuidOf(one.uuid)
    const type = textOf(one.type)
    const { GalaxyCluster: _clusters, uuid: _uuid, type: _type, ...more } = one
    return [
      {
        ...moreOf(taking, more, none, here),
        ...(uuid === null ? {} : { uuid }),
        ...(type === null ? {} : { type }),
        GalaxyCluster: clusters.map((cluster) => moreOf(taking, cluster, none, here)),
      },
    ]
  })
}

export function organisationAt(taking: Taking, value: unknown, at: string): MispOrganisation | null {
  if (!isJson(value)) return null
  const uuid = uuidOf(value.uuid)
  const name = wordsAt(taking, value, 'name', at, 255)
  return uuid === null || name === null ? null : { uuid, name }
}

export function sightingsAt(taking: Taking, from: Json, at: string): MispSighting[] {
  const given = listOf(from.Sighting)
  const where = pointer(at, 'Sighting')
  if (given === null || given.length > mispBudget.sightings) {
    fault(taking, where, 'too-many', `A list of at most ${mispBudget.sightings} sightings is asked for.`, 'part')
    return []
  }
  return given.flatMap((one, n) => sightingOf(taking, one, pointer(where, n)) ?? [])
}

export function sightingOf(taking: Taking, value: unknown, at: string): MispSighting | null {
  const uuid = isJson(value) ? uuidOf(value.uuid) : null
  const type = isJson(value) ? wholeOf(value.type ?? 0, 0, 2) : null
  if (!isJson(value) || uuid === null || type === null) {
    fault(taking, at, 'bad-sighting', 'A sighting has a UUID and a type from 0 to 2.', 'part')
    return null
  }
  const source = wordsAt(taking, value, 'source', at, 255)
  if (source === null) return null
  const by = organisationAt(taking, value.Organisation, pointer(at, 'Organisation'))
  return {
    uuid,
    type: type as MispSighting['type'],
    dateSighting: timestampAt(taking, value, 'date_sighting', at),
    source,
    ...(by === null ? {} : { Organisation: by }),
  }
}
