// A tally with this installation's data: countries, systems, shapes, kinds of networks.
import { openGeo } from '../geo/lookup.ts'
import { openNetworks } from '../geo/networks.ts'
import { lookOptions } from './closer-look.ts'
import { createTally, type Tally, type TallyOptions } from './tally.ts'
import { readVectors } from './vectors.ts'

/** What is left out gets the standard: no register, 36 open buckets, 4,096 series, 512 rows each, networks of /24 and /48. */
export function openTally(options: Partial<TallyOptions> = {}): Tally {
  return createTally({
    targets: null,
    geo: options.geo ?? openGeo(),
    vectors: options.vectors ?? readVectors(),
    networks: options.networks === undefined ? openNetworks() : options.networks,
    openBuckets: 36,
    maxSeries: 4096,
    maxRows: 512,
    groupBits: { four: 24, six: 48 },
    heavy: 20,
    look: lookOptions,
    ...withoutUndefined(options),
  })
}

function withoutUndefined(options: Partial<TallyOptions>): Partial<TallyOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
