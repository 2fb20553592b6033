// The door: who there is, who is asking, and how they prove it.

import type { Contract } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Refused, Reply } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call, Edge, RawRoute } from '#platform/http/index.ts'
import type { Unit } from '#platform/journal/index.ts'
import type { Deps, Room as PlatformRoom } from '#platform/room.ts'
import countriesFile from '../../data/people/countries.json' with { type: 'json' }
import sectorsFile from '../../data/people/nis2-sectors.json' with { type: 'json' }
import passwordsFile from '../../data/people/refused-passwords.json' with { type: 'json' }
import { type Colleague, colleague, colleaguesOf, readerOfOrganisation } from './actions/colleagues.ts'
import { admitGuest, dismissGuest, type Guest, tryLink } from './actions/guests.ts'
import { createIdentities, identify } from './actions/identify.ts'
import { mailKeyFor } from './actions/mail-keys.ts'
import { type AdoptedOrganisation, adoptOrganisation } from './actions/organisations.ts'
import type { Room } from './actions/room.ts'
import { setUpLink } from './actions/set-up.ts'
import { createProvider, singleSignOnRoutes } from './actions/single-sign-on.ts'
import * as api from './api.ts'
import { peopleJobs } from './jobs.ts'
import { peopleBindings } from './routes.ts'
import { organisationRecord } from './rules/organisation-record.ts'
import { foldPassword } from './rules/password.ts'
import { personRecord } from './rules/person-record.ts'
import type { Country, SectorEntry } from './rules/place-and-sector.ts'
import { countriesFrom, sectorsFrom } from './rules/read-lists.ts'

export type { AdoptedOrganisation, Colleague, Guest }
export { organisationRecord, personRecord }
export const peopleRecords = [organisationRecord, personRecord] as const

const { refusals: _refusals, ...contracts } = api
export const peopleContracts: readonly Contract[] = Object.values(contracts)

export interface People extends PlatformRoom {
  /** Who sends this request. Never fails: whatever is not valid is the public. */
  identify(edge: Edge, authorization: string | undefined): Promise<Reader>
  /** '/setup#<one-time token>', or null once anybody exists. Each call makes the link of the call before worthless. */
  setUpLink(): Promise<string | null>
  rawRoutes: RawRoute[]
  /** Persons who may work: whom to tell, and with whose eyes they read. */
  colleague(id: Id): Promise<Colleague | undefined>
  colleaguesOf(organisation: Id): Promise<Colleague[]>
  /** The eyes of an organisation that nobody signed in for: what it may read, without roles. Undefined unless it is active. */
  readerOfOrganisation(id: Id): Promise<Reader | undefined>
  /** Somebody who is known in one exercise alone; signs the caller in as them. */
  admitGuest(guest: Guest, call: Call): Promise<Reply<{ person: Id }>>
  dismissGuest(realm: Realm, person: Id, reason: string): Promise<Reply<null>>
  /** Looks at a link that was handed over; attempts are counted by address, as those at passwords are. */
  tryLink<T>(call: Call, look: () => Promise<{ known: boolean; reply: Reply<T> }>): Promise<Reply<T>>
  /** The OpenPGP key that mail to this address is encrypted to; null: none that can be used now. */
  mailKeyFor(address: string): Promise<{ armored: string; fingerprint: string } | null>
  /** Registers the organisation of another node under the id that it has there, or brings it up to date, with the caller's unit. */
  adoptOrganisation(unit: Unit, id: Id, organisation: AdoptedOrganisation): Promise<Refused | undefined>
  /** Sectors of NIS2 and countries, as data/people has them. */
  sectors: readonly SectorEntry[]
  countries: readonly Country[]
}

function inRealTime(deps: Deps, call: Call): Call {
  return { ...call, now: instant(deps.clock.now()) }
}

export function createPeople(deps: Deps): People {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const countries = countriesFrom(countriesFile, (code) => names.of(code))
  const sectors = sectorsFrom(sectorsFile)
  const known = {
    ...deps,
    countries,
    sectors,
    lists: {
      countries: new Map(countries.map((country) => [country.code, country])),
      sectors: new Set(sectors.flatMap((sector) => [sector.id, ...sector.subsectors.map((sub) => sub.id)])),
    },
    memberStates: new Set(countries.filter((country) => country.member).map((country) => country.code)),
    refusedPasswords: new Set(passwordsFile.passwords.map(foldPassword)),
  }
  const room: Room = { ...known, identities: createIdentities(known) }
  const provider = createProvider(room)
  return {
    // Sessions, links and tokens live in real time, also those of somebody who is in an exercise.
    bindings: peopleBindings(room, provider).map(({ contract, handle }) => ({
      contract,
      handle: (input, call) => handle(input, inRealTime(deps, call)),
    })),
    jobs: peopleJobs(room),
    stop: async () => room.identities.stop(),
    identify: (edge, authorization) => identify(room, edge, authorization),
    setUpLink: () => setUpLink(room),
    rawRoutes: singleSignOnRoutes(room, provider),
    colleague: (id) => colleague(room, id),
    colleaguesOf: (organisation) => colleaguesOf(room, organisation),
    readerOfOrganisation: (id) => readerOfOrganisation(room, id),
    admitGuest: (guest, call) => admitGuest(room, guest, inRealTime(deps, call)),
    dismissGuest: (realm, person, reason) => dismissGuest(room, realm, person, reason),
    tryLink: (call, look) => tryLink(room, inRealTime(deps, call), look),
    mailKeyFor: (address) => mailKeyFor(room, address),
    adoptOrganisation: (unit, id, organisation) => adoptOrganisation(room, unit, id, organisation),
    sectors,
    countries,
  }
}
