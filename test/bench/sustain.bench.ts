// The room of sustain: cascades over large maps. BENCH_PART=cascade measures one part alone.
import { measure as cascade, measureInChild } from './sustain/cascade.ts'
import { measure as concentration } from './sustain/concentration.ts'
import { measure as dns } from './sustain/dns.ts'
import { measure as importParts } from './sustain/import-parts.ts'
import { measureLiveMap } from './sustain/live-map.ts'
import { measure as reach } from './sustain/reach.ts'

const parts: Record<string, () => unknown> = {
  cascade: () => cascade(),
  concentration: () => concentration(),
  'live-map': () => measureLiveMap(),
  import: () => importParts(),
  reach: () => reach(),
  dns: () => dns(),
}

if (process.env.BENCH_CHILD) {
  measureInChild(process.env.BENCH_CHILD)
} else {
  const wanted = process.env.BENCH_PART
  const found: Record<string, unknown> = {}
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted && wanted !== name) continue
    console.error(`sustain: ${name} ...`)
    found[name] = await measure()
  }
  console.log(JSON.stringify(found))
}
process.exit(0)
