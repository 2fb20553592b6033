// Which store a node takes: ClickHouse where its address is set, else its own database.
import type { Settings } from '#platform/config.ts'
import { createClickHouseStore } from './clickhouse.ts'
import { createClickHouse } from './clickhouse-http.ts'
import { createHouseStore, type HouseStoreOptions } from './house-store.ts'
import type { HouseDb } from './slices.ts'
import type { TelemetryStore } from './telemetry-store.ts'

/** Opens nothing yet: a ClickHouse that is away is an error of each call, and the node starts without it. */
export function openTelemetryStore(
  db: HouseDb,
  { clickhouseUrl }: Pick<Settings, 'clickhouseUrl'>,
  options: HouseStoreOptions,
): TelemetryStore {
  if (clickhouseUrl) return createClickHouseStore(createClickHouse({ url: clickhouseUrl }), options)
  return createHouseStore(db, options)
}
