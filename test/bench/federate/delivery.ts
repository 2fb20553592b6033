// Letters between two nodes in two processes: 10,000 sealed entries one way, and 10,000 each way after a partition. Aims: under 10 s and
// under 30 s, from the moment that the line is back to the last receipt.
import { loadavg } from 'node:os'
import { declareIncident } from '#assess/api.ts'
import {
  draftAgreement,
  editAgreement,
  listAgreements,
  proposeAgreement,
  signAgreement,
} from '#federate/api/agreements.ts'
import { listQueue, sendNow } from '#federate/api/post.ts'
import type { InputOf } from '#kernel/contract.ts'
import { did, introduce, type Member, openMember, until } from '../../federation/nodes.ts'
import { spread } from '../spread.ts'

const entries = Number(process.env.BENCH_ENTRIES ?? 10_000)
/** Of those that are written at once. */
const writers = 16

async function pair(): Promise<[Member, Member]> {
  const one = await openMember({ name: 'One CSIRT', kind: 'csirt', country: 'BE', groups: ['EU'] })
  const other = await openMember({ name: 'Other CSIRT', kind: 'csirt', country: 'AT', groups: ['EU'] })
  await introduce(one, other)
  const model = { id: 'csirt-to-csirt', side: 'one' }
  const drafted = await did(one.head, draftAgreement, { peer: other.node, model } as InputOf<typeof draftAgreement>)
  // As many letters a minute as the wire allows: the limit of an agreement is not what is measured.
  const limits = { lettersPerMinute: 100_000, kilobytesPerSecond: null }
  const edited = await did(one.head, editAgreement, { ...drafted, limits, entry: undefined } as never)
  await did(one.second, proposeAgreement, { id: edited.id, version: edited.version, function: 'Deputy head' })
  const came = await until('the agreement', async () => (await did(other.head, listAgreements, {})).items[0])
  await did(other.head, signAgreement, { id: came.id, version: came.version, function: 'Head' })
  await until(
    'its signature',
    async () => (await did(one.head, listAgreements, {})).items[0]?.state.status === 'in-force',
  )
  return [one, other]
}

/** Incidents of an everyday size, marked for the other side. */
async function write(from: Member, to: Member, count: number): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (next < count) {
        const n = next++
        await did(from.head, declareIncident, {
          title: `Disturbance number ${n} of a service that people need`,
          summary: 'It was noticed by its users first, and then by those who run it. '.repeat(4),
          severity: { value: 'yellow', reason: 'Many users' },
          marking: { tlp: 'AMBER', audience: [to.organisation] },
        })
      }
    }),
  )
}

async function waiting(from: Member, to: Member): Promise<{ waits: number; sealed: number; fault: string | null }> {
  const [line] = (await did(from.head, listQueue, { peer: to.node })).lines
  return {
    waits: line?.waits.reduce((sum, one) => sum + one.count, 0) ?? 0,
    sealed: line?.sealed ?? 0,
    fault: line?.fault ?? null,
  }
}

async function away(one: Member, other: Member): Promise<void> {
  one.link.cut.add(other.node)
  other.link.cut.add(one.node)
}

/** Seconds from the moment that the line is back until nothing waits any more on any side. */
async function comesBack(ways: readonly [Member, Member][]): Promise<number> {
  for (const [from, to] of ways) to.link.cut.delete(from.node)
  const began = performance.now()
  for (const [from, to] of ways) await did(from.head, sendNow, { peer: to.node })
  for (const [from, to] of ways)
    await until(
      'the last receipt',
      async () => {
        const { waits, sealed } = await waiting(from, to)
        // Each look counts what waits, on the node that is measured: they are few while there is much.
        if (waits > entries / 10) await new Promise((resolve) => setTimeout(resolve, 1000))
        return waits === 0 && sealed === 0
      },
      600,
    )
  return (performance.now() - began) / 1000
}

async function piledUp(from: Member, to: Member): Promise<void> {
  await until(`${entries} entries to wait`, async () => (await waiting(from, to)).waits >= entries - 1000, 600)
  // One letter is sealed and tried again and again; the rest waits unsealed.
  await until(
    'the journal to be read',
    async () => {
      const first = await waiting(from, to)
      await new Promise((resolve) => setTimeout(resolve, 1500))
      return (await waiting(from, to)).waits === first.waits
    },
    600,
  )
}

/** Rounds end early on a machine that is too slow for five of them. */
export async function measure(rounds = Number(process.env.BENCH_ROUNDS ?? 5)) {
  const oneWay: number[] = []
  const bothWays: number[] = []
  const load = loadavg().map((value) => Math.round(value * 10) / 10)
  for (let round = 0; round < rounds; round++) {
    const [one, other] = await pair()
    try {
      await away(one, other)
      await write(one, other, entries)
      await piledUp(one, other)
      oneWay.push(await comesBack([[one, other]]))
      console.error(`one way: ${oneWay.at(-1)?.toFixed(1)} s`)
      await away(one, other)
      await Promise.all([write(one, other, entries), write(other, one, entries)])
      await piledUp(one, other)
      await piledUp(other, one)
      bothWays.push(
        await comesBack([
          [one, other],
          [other, one],
        ]),
      )
      console.error(`both ways: ${bothWays.at(-1)?.toFixed(1)} s`)
    } finally {
      await one.close()
      await other.close()
    }
    const seconds = (oneWay.at(-1) ?? 0) + (bothWays.at(-1) ?? 0)
    if (seconds > 60 && round >= 2) break
  }
  return {
    aim: `${entries} sealed entries delivered in under 10 s; ${entries} entries each way after a partition in under 30 s`,
    entries,
    oneWaySeconds: spread(oneWay),
    bothWaysSeconds: spread(bothWays),
    loadAtBegin: load,
    loadAtEnd: loadavg().map((value) => Math.round(value * 10) / 10),
  }
}
