// The room of federate: letters between two nodes, TAXII, vocabularies and reports of others. BENCH_PART=delivery measures one part alone.
import { measure as attack } from './federate/attack.ts'
import { measure as csaf } from './federate/csaf.ts'
import { measure as delivery } from './federate/delivery.ts'
import { measure as events } from './federate/events.ts'
import { measure as misp } from './federate/misp.ts'
import { measure as taxii } from './federate/taxii.ts'

const parts: Record<string, () => Promise<unknown>> = {
  delivery: () => delivery(),
  taxii: () => taxii(),
  misp: () => misp(),
  attack: () => attack(),
  events: () => events(),
  csaf: () => csaf(),
}

const wanted = process.env.BENCH_PART
const found: Record<string, unknown> = {}
for (const [name, measure] of Object.entries(parts)) {
  if (wanted && wanted !== name) continue
  console.error(`federate: ${name} ...`)
  found[name] = await measure()
}
console.log(JSON.stringify(found))
process.exit(0)
