// Parts: what one incident hands to another on a merge or a split, so exactly that it can be handed back.
import type { Incident, Parts, Service } from '../model.ts'

export { staysWithin } from '#kernel/stays-within.ts'

const sameService = (a: Service, b: Service) => a.name === b.name && a.organisation === b.organisation
const beyond = <T>(given: readonly T[], there: readonly T[]) => given.filter((one) => !there.includes(one))

type Carried = Pick<Incident, 'observations' | 'reports' | 'affected'>

/**
 * What the source has and the target does not have of its own. Two sources may both bring the same thing: then it
 * stays until the last of them is taken out again. How many users is a judgement about a whole and is never added up.
 */
export function partsToTake(source: Carried, target: Pick<Incident, 'took'> & Carried): Parts {
  const own = target.took.reduce<Carried>((left, one) => withoutParts(left, one.parts), target)
  return partsBeyond(partsOf(source), partsOf(own))
}

/** What leaves with one source: what it brought, but for what another one still in it brought as well. */
export function partsToGiveBack(took: Incident['took'], source: string): Parts | undefined {
  const brought = took.find((one) => one.incident === source)?.parts
  if (!brought) return undefined
  return took.filter((one) => one.incident !== source).reduce((left, one) => partsBeyond(left, one.parts), brought)
}

function partsOf({ observations, reports, affected }: Carried): Parts {
  const { organisations, services, sectors, countries } = affected
  return { observations, reports, organisations, services, sectors, countries }
}

function partsBeyond(given: Parts, there: Parts): Parts {
  return {
    observations: beyond(given.observations, there.observations),
    reports: beyond(given.reports, there.reports),
    organisations: beyond(given.organisations, there.organisations),
    services: given.services.filter((one) => !there.services.some((own) => sameService(own, one))),
    sectors: beyond(given.sectors, there.sectors),
    countries: beyond(given.countries, there.countries),
  }
}

/** Of what was asked for, only what the incident has. */
export function partsHeld(asked: Partial<Parts>, by: Carried): Parts {
  const kept = <T>(some: readonly T[] | undefined, own: readonly T[]) => (some ?? []).filter((one) => own.includes(one))
  return {
    observations: kept(asked.observations, by.observations),
    reports: kept(asked.reports, by.reports),
    organisations: kept(asked.organisations, by.affected.organisations),
    services: (asked.services ?? []).filter((one) => by.affected.services.some((own) => sameService(own, one))),
    sectors: kept(asked.sectors, by.affected.sectors),
    countries: kept(asked.countries, by.affected.countries),
  }
}

export function isEmpty(parts: Parts): boolean {
  return Object.values(parts).every((list) => list.length === 0)
}

export function withParts(to: Carried, parts: Parts): Carried {
  const { affected } = to
  return {
    observations: [...to.observations, ...beyond(parts.observations, to.observations)],
    reports: [...to.reports, ...beyond(parts.reports, to.reports)],
    affected: {
      ...affected,
      organisations: [...affected.organisations, ...beyond(parts.organisations, affected.organisations)],
      services: [
        ...affected.services,
        ...parts.services.filter((one) => !affected.services.some((own) => sameService(own, one))),
      ],
      sectors: [...affected.sectors, ...beyond(parts.sectors, affected.sectors)],
      countries: [...affected.countries, ...beyond(parts.countries, affected.countries)],
    },
  }
}

/** Takes the parts away again. */
export function withoutParts(from: Carried, parts: Parts): Carried {
  const { affected } = from
  return {
    observations: beyond(from.observations, parts.observations),
    reports: beyond(from.reports, parts.reports),
    affected: {
      ...affected,
      organisations: beyond(affected.organisations, parts.organisations),
      services: affected.services.filter((own) => !parts.services.some((one) => sameService(own, one))),
      sectors: beyond(affected.sectors, parts.sectors),
      countries: beyond(affected.countries, parts.countries),
    },
  }
}
