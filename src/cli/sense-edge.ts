// What the commands of `tocsin sense` do at the edge. Loaded only when one of them runs.
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  createShown,
  DetectOutput,
  detectFile,
  exampleConfig,
  type GenerateAsk,
  generateFiles,
  presets,
  ReplayOutput,
  type RunningSensor,
  readSensorSettings,
  replayCapture,
  runSensor,
  SensorConfig,
  targetOf,
} from '#sense/collect/index.ts'
import { printable } from './print.ts'
import { answer, say } from './print-to.ts'
import { BadUsage } from './program.ts'
import type { EdgeSession } from './sense.ts'

/** How long a sensor that is asked to stop may take to give away what it has. */
const stopWithinMs = 9000
const showEveryMs = 1000

/** Runs until a signal comes or a capture ends. Exit code 0, or 1 where it could not listen. */
export async function collect(session: EdgeSession, options: Record<string, unknown>): Promise<number> {
  if (options.printConfig) {
    answer(JSON.stringify(exampleConfig, null, 2))
    return 0
  }
  const settings = readSensorSettings(options, session.env, session.settings.dataDir)
  const shown = createShown({
    json: options.json === true,
    terminal: process.stderr.isTTY === true,
    tell: (text) => void process.stderr.write(text),
    print: (text) => void process.stdout.write(text),
  })
  // A reader of our counters that goes away is no reason to stop counting.
  process.stdout.on('error', () => {})
  const asked = untilAsked()
  let sensor: RunningSensor
  try {
    sensor = await runSensor(settings, { nowMs: () => Date.now(), say: shown.say })
  } catch (error) {
    say(`The sensor could not start: ${error instanceof Error ? error.message : error}.`)
    return 1
  }
  for (const { protocol, host, port, receiveBufferBytes } of sensor.bound) {
    const place = `${protocol} ${host.includes(':') ? `[${host}]` : host}:${port}`
    shown.say(
      `Listening on ${place}${receiveBufferBytes ? `, receive buffer ${Math.round(receiveBufferBytes / 1024)} KiB of ${Math.round(settings.flows.receiveBufferBytes / 1024)} asked` : ''}`,
    )
  }
  const showing = setInterval(() => shown.show(sensor.snapshot()), showEveryMs)
  const why = await Promise.race([asked, sensor.exhausted.then(() => 'The capture is at its end')])
  clearInterval(showing)
  shown.say(`${why}: sending what was counted.`)
  await sensor.stop(stopWithinMs)
  shown.show(sensor.snapshot())
  return 0
}

function untilAsked(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('Stopping'))
  })
}

/** Bytes of a file or of standard input, as they come. */
function openInput(file: string): AsyncIterable<Buffer> {
  return file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 })
}

const mostSeriesBytes = 1 << 30

/** Exit code 1 where the file holds no point. */
export async function detect(file: string, options: { json?: boolean; kind?: string }): Promise<number> {
  const kind = options.kind === undefined ? undefined : oneOf('kind', options.kind, ['volume', 'count'] as const)
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of openInput(file)) {
    length += piece.length
    if (length > mostSeriesBytes) throw new BadUsage(`${file} is longer than 1 GiB.`)
    pieces.push(piece)
  }
  const name = file === '-' ? 'standard input' : basename(file)
  const output = detectFile(name, Buffer.concat(pieces), kind === undefined ? {} : { kind })
  for (const { line, why } of output.problems.slice(0, 10)) say(`${name}, line ${line}: ${why}`)
  if (options.json) answer(JSON.stringify(output))
  else {
    const { scores: _all, problems: _told, thresholds: _used, ...short } = output
    answer(printable(short))
  }
  say(`${output.counts.points} points, ${output.waves.length} waves, ${output.surges.length} surges`)
  return output.counts.points === 0 ? 1 : 0
}

/** Exit code 1 where nothing could be read as flows. */
export async function replay(file: string, options: { json?: boolean; target?: string[] }): Promise<number> {
  const targets = options.target?.map(targetOf).map(({ id, prefixes = [] }) => ({ id, prefixes })) ?? null
  const output = await replayCapture(openInput(file), { targets })
  if (options.json) answer(JSON.stringify(output))
  else answer(printable(shortReplay(output)))
  say(`${output.flows} flows of ${output.capture.datagrams} datagrams`)
  return output.flows === 0 ? 1 : 0
}

/** For people: what each series adds up to; its buckets and rows are in the document. */
function shortReplay(output: ReplayOutput): unknown {
  const { series, ...rest } = output
  const short = series.map((one) =>
    Object.fromEntries(Object.entries(one).filter(([, value]) => typeof value !== 'object' || value === null)),
  )
  return { ...rest, series: short }
}

type GenerateWords = Record<string, string | boolean | undefined>

/** `-` prints the series; a folder gets all files. */
export async function generate(words: GenerateWords): Promise<number> {
  const ask = generateAsk(words)
  const { files, told } = generateFiles(ask)
  const out = String(words.out ?? '-')
  if (out === '-') {
    const series = files.find(({ name }) => name === 'series.csv')
    await pipeline(Readable.from(series?.text ?? []), process.stdout, { end: false })
  } else {
    mkdirSync(out, { recursive: true })
    for (const { name, text } of files) {
      await pipeline(Readable.from(text), createWriteStream(join(out, name)))
      say(`Written to ${join(out, name)}`)
    }
    if (words.json) answer(JSON.stringify({ folder: out, files: files.map(({ name }) => name), ...told }))
  }
  say(
    Object.entries(told)
      .map(([name, count]) => `${count} ${name === 'leftOut' ? 'left out' : name}`)
      .join(', '),
  )
  return 0
}

/** Flags that are numbers, with what they may be: days of ten seconds in the millions are the most that fits in memory. */
const numbers = {
  seed: [0, 4_294_967_295],
  days: [1, 400],
  quietDays: [0, 400],
  bucketSeconds: [1, 86_400],
  base: [0, 1e15],
  noise: [0, 2],
  attacks: [0, 1000],
  flashCrowds: [0, 1000],
  outages: [0, 1000],
  gaps: [0, 1000],
  levelShifts: [0, 1000],
} as const
const mostBuckets = 4_000_000

function generateAsk(words: GenerateWords): GenerateAsk {
  const options: Record<string, unknown> = {}
  for (const [name, [least, most]] of Object.entries(numbers)) {
    if (words[name] === undefined) continue
    const value = Number(words[name])
    if (!(value >= least && value <= most))
      throw new BadUsage(`--${flag(name)} takes a number from ${least} to ${most}, not '${words[name]}'`)
    options[name] = value
  }
  if (words.kind !== undefined) options.kind = oneOf('kind', words.kind, ['volume', 'count'] as const)
  if ((Number(options.days ?? 28) * 86_400) / Number(options.bucketSeconds ?? 10) > mostBuckets)
    throw new BadUsage(`That would be more than ${mostBuckets} buckets. Take fewer days or longer buckets.`)
  return {
    preset: oneOf('preset', words.preset ?? 'days', presets),
    options,
    rows: words.rows === true,
    series: 'generated',
    channel: 'flow',
  }
}

function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value)
  if (!found) throw new BadUsage(`--${name} is one of ${allowed.join(', ')}, not '${value}'`)
  return found
}

function flag(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

export function printSchema(which: string): void {
  const schemas: Record<string, unknown> = { detect: DetectOutput, replay: ReplayOutput, config: SensorConfig }
  const schema = schemas[which]
  if (!schema) throw new BadUsage(`There are the schemas ${Object.keys(schemas).join(', ')}, not '${which}'`)
  answer(JSON.stringify(schema, null, 2))
}
