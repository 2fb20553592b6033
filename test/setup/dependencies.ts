// A small map of what depends on what, on a node: a portal and a ferry line, two satellite operators, a cloud, power.
import { addPart } from '#sustain/api/parts.ts'
import type { Part } from '#sustain/model/parts.ts'
import type { Client } from './node.ts'

export const partNames = [
  'Grid of Made-up',
  'Diesel at Northport',
  'Northport data centre',
  'Cumulus Cloud',
  'Orbit One',
  'Orbit Two',
  'Cable to the mainland',
  'Names by Resolva',
  'Identity of the state',
  'Tax portal',
  'Ferry booking',
] as const
export type PartName = (typeof partNames)[number]

type Given = Partial<Part> & Pick<Part, 'kind' | 'layer'>
type Option = Part['needs'][number]['of'][number]
type Ids = Record<PartName, string>

/** Puts the parts there, from below to above, and answers their ids by name. */
export async function layDependencies(client: Client, options: { realm?: string } = {}): Promise<Ids> {
  const ids = {} as Ids
  const inUse = (name: PartName, more: Partial<Option> = {}): Option => ({ part: ids[name], switching: null, ...more })
  const standby = (name: PartName, likely: number, more: Partial<Option> = {}): Option => ({
    part: ids[name],
    switching: { likely, least: likely / 2, most: likely * 2 },
    ...more,
  })
  for (const name of partNames) {
    const { id } = await client.get(addPart, { name, ...givenOf(name, inUse, standby) }, options)
    ids[name] = id
  }
  return ids
}

type Meets = (name: PartName, more?: Partial<Option>) => Option
type StandsBy = (name: PartName, minutes: number, more?: Partial<Option>) => Option

function givenOf(name: PartName, inUse: Meets, standby: StandsBy): Given {
  const of = (name: string, country: string | null) => ({ behind: { organisation: null, name }, country })
  const need = (called: string, layer: Part['layer'], options: Option[], more = {}) => ({
    ...{ name: called, layer, least: 1, of: options, holds: { likely: 0 }, weight: 1 },
    ...more,
  })
  const given: Record<PartName, Given> = {
    'Grid of Made-up': { kind: 'provider', layer: 'energy', ...of('Made-up Power', 'EE') },
    'Diesel at Northport': { kind: 'site', layer: 'energy', ...of('Northport Ltd', 'EE') },
    'Northport data centre': {
      ...{ kind: 'site', layer: 'site', ...of('Northport Ltd', 'EE'), standsIn: 'EE' },
      needs: [
        need('Power', 'energy', [inUse('Grid of Made-up'), standby('Diesel at Northport', 5)], {
          holds: { likely: 10, least: 5, most: 20 },
        }),
      ],
    },
    'Cumulus Cloud': {
      ...{ kind: 'provider', layer: 'cloud', ...of('Cumulus Inc', 'US') },
      needs: [need('A place', 'site', [inUse('Northport data centre')])],
    },
    'Orbit One': { kind: 'provider', layer: 'satellite', ...of('Orbit Holding', 'US') },
    'Orbit Two': { kind: 'provider', layer: 'satellite', ...of('Second Orbit', 'FR') },
    'Cable to the mainland': { kind: 'provider', layer: 'connectivity', ...of('Sea Cable', 'FI') },
    'Names by Resolva': { kind: 'provider', layer: 'dns', ...of('Resolva Inc', 'US') },
    'Identity of the state': {
      ...{ kind: 'component', layer: 'identity', ...of('State IT', 'EE') },
      needs: [need('Computing', 'cloud', [inUse('Cumulus Cloud')], { holds: { likely: 30 } })],
    },
    'Tax portal': {
      ...{ kind: 'service', layer: 'service', ...of('Tax Board', 'EE'), users: 900_000, serves: ['EE'] },
      sectors: ['public_administration'],
      needs: [
        need('Computing', 'cloud', [inUse('Cumulus Cloud')], { holds: { likely: 15 } }),
        need('Who is who', 'identity', [inUse('Identity of the state')], { weight: 0.6 }),
        need('Names', 'dns', [inUse('Names by Resolva')], { holds: { likely: 240, least: 60, most: 1440 } }),
      ],
    },
    'Ferry booking': {
      ...{ kind: 'service', layer: 'service', ...of('Ferry Line', 'FI'), users: 300_000, serves: ['EE', 'FI'] },
      sectors: ['transport'],
      needs: [
        need('Way out to the Internet', 'connectivity', [
          inUse('Cable to the mainland', { agreement: 'Contract 12', agreedUntil: '2026-01-31' }),
          standby('Orbit One', 15),
          standby('Orbit Two', 60),
        ]),
        need('Names', 'dns', [inUse('Names by Resolva')], { holds: { likely: 60 } }),
      ],
    },
  }
  return given[name]
}
