// A command out of every contract: `assess.declareIncident` becomes `tocsin assess declare-incident`.
import { readFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import type { Contract } from '#kernel/contract.ts'
import type { Asked } from './reach.ts'

export interface Shape {
  type?: string
  enum?: unknown[]
  anyOf?: Shape[]
  description?: string
  items?: Shape
  properties?: Record<string, Shape>
  required?: string[]
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** `federate.checkStix` is `check-stix` below `tocsin federate`. */
export function commandName(contract: Contract): string {
  return kebab(contract.name.split('.')[1] ?? '')
}

export class BadUsage extends Error {}

/** Adds the command for one contract below the command of its room. `run` gets the input as typed. */
export function addCommand(
  parent: Command,
  contract: Contract,
  run: (asked: Asked, options: CommonOptions) => Promise<void>,
): Command {
  const [, verb = ''] = contract.name.split('.')
  const { properties = {}, required = [] } = contract.input as Shape
  const positional = contract.arguments ?? []
  const command = parent.command(kebab(verb)).description(contract.summary)
  for (const name of positional)
    command.argument(required.includes(name) ? `<${kebab(name)}>` : `[${kebab(name)}]`, properties[name]?.description)
  for (const [name, shape] of Object.entries(properties)) {
    if (!positional.includes(name)) command.addOption(optionFor(name, shape, required.includes(name)))
  }
  if (contract.upload) command.requiredOption('--file <path>', 'The file to send; - for standard input')
  if (contract.download) command.option('--out <path>', 'Where to write the file; - for standard output')
  addCommonOptions(command, contract.does === 'query')
  command.addHelpText('after', `\nExample:\n  tocsin ${exampleLine(contract)}\n`)
  command.action(async (...given: unknown[]) => {
    const options = command.opts<CommonOptions & Record<string, unknown>>()
    const input: Record<string, unknown> = {}
    for (const [at, name] of positional.entries())
      if (given[at] !== undefined) input[name] = typed(properties[name], given[at], name)
    for (const [name, shape] of Object.entries(properties)) {
      const value = options[optionKey(name)]
      if (value !== undefined && !positional.includes(name)) input[name] = typed(shape, value, name)
    }
    if (options.input) Object.assign(input, JSON.parse(readText(options.input)))
    await run(
      {
        input,
        realm: options.realm,
        ...(options.asOf ? { asOf: options.asOf } : {}),
        ...(contract.upload ? { upload: readFileSync(options.file === '-' ? 0 : String(options.file)) } : {}),
      },
      options,
    )
  })
  return command
}

export interface CommonOptions {
  json?: boolean
  realm: string
  asOf?: string
  input?: string
  file?: string
  out?: string
}

export function addCommonOptions(command: Command, query: boolean): Command {
  command.option('--json', 'Print one JSON document on standard output')
  command.option('--realm <realm>', "'live' or 'exercise:<id>'", 'live')
  if (query) command.option('--as-of <instant>', 'Answer as it was known at this moment, e.g. 2025-03-10T10:15:00Z')
  else command.option('--input <file>', 'Take the input as JSON from a file; - for standard input')
  return command
}

/** commander turns --since-when into sinceWhen; one name may not clash with the common ones. */
function optionKey(name: string): string {
  return ['json', 'realm', 'asOf', 'input', 'file', 'out'].includes(name)
    ? `with${name[0]?.toUpperCase()}${name.slice(1)}`
    : name
}

function optionFor(name: string, shape: Shape, required: boolean): Option {
  const flag = kebab(optionKey(name))
  const hint =
    shape.type === 'array'
      ? '<value...>'
      : shape.type === 'object'
        ? '<json>'
        : shape.type === 'integer' || shape.type === 'number'
          ? '<number>'
          : '<value>'
  const choices = shape.enum ? `one of ${shape.enum.join(', ')}` : ''
  const words = [shape.description, choices, required ? '(required)' : ''].filter(Boolean).join('; ')
  return new Option(shape.type === 'boolean' ? `--${flag} [yes-or-no]` : `--${flag} ${hint}`, words)
}

function typed(shape: Shape | undefined, value: unknown, name: string): unknown {
  if (shape?.type === 'array')
    return (Array.isArray(value) ? value : [value]).map((part) => typed(shape.items, part, name))
  if (shape?.type === 'integer' || shape?.type === 'number') {
    if (String(value).trim() === '' || !Number.isFinite(Number(value)))
      throw new BadUsage(`--${kebab(name)} takes a number, not '${value}'`)
    return Number(value)
  }
  if (shape?.type === 'boolean') return value === true || value === 'true' || value === 'yes'
  if (shape?.type === 'object' || (shape && !shape.type && !shape.enum)) return jsonOrText(value)
  return value
}

function jsonOrText(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{["\d]|^(true|false|null)$/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

export function readText(file: string): string {
  return readFileSync(file === '-' ? 0 : file, 'utf8')
}

export function exampleLine(contract: Contract): string {
  const positional = contract.arguments ?? []
  const example = contract.example as Record<string, unknown>
  const words = [
    ...contract.name.split('.').map(kebab),
    ...positional.filter((name) => name in example).map((name) => shellWord(example[name])),
  ]
  for (const [name, value] of Object.entries(example)) {
    if (positional.includes(name)) continue
    const values = Array.isArray(value) ? value.map(shellWord).join(' ') : shellWord(value)
    words.push(value === true ? `--${kebab(optionKey(name))}` : `--${kebab(optionKey(name))} ${values}`)
  }
  return words.join(' ')
}

function shellWord(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
