// What a guideline comes to for one real resolver: the values of a plan, for a person to look at before it is added.
import type { UsedResolver } from '../../model/dns-use.ts'
import type { ControlKind } from '../../model/failover.ts'
import type { Guideline, Variant } from '../../model/guideline.ts'
import type { PlanFile } from '../../model/plan-file.ts'
import type { KnownResolver, Transport, Upstream } from '../../model/resolvers.ts'
import type { KnownResolvers } from '../resolvers/known.ts'
import { canForward } from './transports.ts'

export interface PlanAsked {
  name: string
  organisation: string
  control: string
  controlKind: ControlKind | null
  variant: Variant
  usual: readonly Upstream[]
  /** Zones that stay where they are, beside those of the guideline. */
  zones: readonly string[]
  /** Group of the staggering; null: the first. */
  group: string | null
  /** IPv4 alone, IPv6 alone, or both. */
  families: 'both' | 'ipv4' | 'ipv6'
}

export interface PlanMade {
  plan: PlanFile & { organisation: string }
  notes: string[]
}

const mostUpstreams = 20

export function planFrom(it: Guideline, asked: PlanAsked, known: KnownResolvers): PlanMade {
  const notes: string[] = []
  const fallback = asked.variant.fallback.flatMap(({ resolver, transport }) => {
    const one = known.byId.get(resolver)
    if (!one) notes.push(`${resolver} is none of the known resolvers, and was left out.`)
    const can = asked.controlKind === null || canForward(asked.controlKind, transport)
    if (!can) notes.push(`${asked.controlKind} cannot ask over ${transport}: ${resolver} was left out.`)
    return one && can ? upstreamsOf(one, transport, asked.families) : []
  })
  const group = it.staggering.find((one) => one.group === asked.group) ?? it.staggering[0]
  if (asked.group !== null && group?.group !== asked.group)
    notes.push(`There is no group "${asked.group}"; the first one was taken.`)
  const exclusions = [
    ...new Set([...it.exclusions.map(({ zone }) => zone), ...asked.zones].map((zone) => zone.replace(/^\*\./, ''))),
  ]
  if (asked.usual.length === 0) notes.push('The usual resolvers are not known: name them before the plan is added.')
  notes.push(
    'Nothing is written yet. Once added, the plan is at rest: nothing is asked, proposed or moved, and nothing is allowed beforehand, until a named person wakes it and says so.',
  )
  const plan: PlanMade['plan'] = {
    ...{
      name: asked.name,
      organisation: asked.organisation,
      guideline: { id: it.id, version: it.version },
      control: asked.control,
    },
    ...{
      usual: [...asked.usual].slice(0, mostUpstreams),
      fallback: fallback.slice(0, mostUpstreams),
      exclusions: exclusions.slice(0, 200),
    },
    ...{
      questions: it.health.questions,
      everySeconds: it.health.everySeconds,
      timeoutMilliseconds: it.health.timeoutMilliseconds,
    },
    ...{
      thresholds: it.health.thresholds,
      quorum: it.vantage.quorum,
      vantages: [],
      hysteresis: it.rollBack.hysteresis,
    },
    ...{
      staggerSeconds: group?.afterSeconds ?? 0,
      note: `${it.title}: ${asked.variant.name}`.slice(0, 4000),
    },
  }
  return { plan, notes }
}

export function upstreamsOf(one: KnownResolver, transport: Transport, families: PlanAsked['families']): Upstream[] {
  const wanted = one.addresses.filter(
    (address) => families === 'both' || (families === 'ipv6') === address.includes(':'),
  )
  return wanted.map((address) => ({
    name: `${one.name}, ${transport}, ${address}`,
    ...{ transport, address },
    ...(one.tlsName && (transport === 'dot' || transport === 'doh') ? { tlsName: one.tlsName } : {}),
    ...(transport === 'doh' && one.dohPath ? { path: one.dohPath } : {}),
    unionBased: one.unionBased,
  }))
}

/** The resolvers of a network as the usual ones of a plan: those that are asked by an address. */
export function usualOf(resolvers: readonly UsedResolver[], known: KnownResolvers): Upstream[] {
  return resolvers.flatMap((one) => {
    if (one.how !== 'forwards' || one.role !== 'used' || one.address === null) return []
    const path = one.known ? known.byId.get(one.known)?.dohPath : undefined
    return {
      name: `${one.name}, ${one.transport}, ${one.address}`.slice(0, 200),
      ...{ transport: one.transport, address: one.address },
      ...(one.port === undefined ? {} : { port: one.port }),
      ...(one.tlsName === undefined ? {} : { tlsName: one.tlsName }),
      ...(one.transport === 'doh' && path ? { path } : {}),
      unionBased: one.unionBased ?? false,
    }
  })
}
