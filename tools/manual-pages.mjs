// Writes what the pages say about the code, from the code: docs/manual/commands.md out of the contracts, the schema of
// analyses and that of scenarios, and the picture of the rooms in ARCHITECTURE.md out of the imports. `--check` only says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { filesUnder, root } from './sources.mjs'

const entry = `
  export { programFor } from './src/cli/index.ts'
  export { assessContracts } from './src/assess/index.ts'
  export { coordinateContracts } from './src/coordinate/index.ts'
  export { federateContracts } from './src/federate/index.ts'
  export { disruptContracts } from './src/disrupt/index.ts'
  export { shareContracts } from './src/share/index.ts'
  export { recoverContracts } from './src/recover/index.ts'
  export { exerciseContracts } from './src/exercise/index.ts'
  export { publishedSchema } from './src/exercise/rules/scenario/read.ts'
  export { peopleContracts } from './src/people/index.ts'
  export { sustainContracts } from './src/sustain/index.ts'
  export { senseContracts } from './src/sense/index.ts'
  export { AnalysisOutput, watchContracts } from './src/watch/index.ts'
  export { journalContracts } from './src/platform/journal/api.ts'
`

/** The command line and the contracts of the sources as they are now, whether the product is built or not. */
async function load() {
  const { build } = await import('esbuild')
  const { serverSettings } = await import('./build.mjs')
  const outfile = path.join(root, 'build/tools/manual-pages.js')
  const { entryPoints: _none, outdir: _dir, outbase: _base, metafile: _meta, ...settings } = serverSettings([])
  const stdin = { contents: entry, resolveDir: root, loader: 'ts' }
  await build({ ...settings, stdin, outfile, sourcemap: false, write: true, logLevel: 'error' })
  return import(outfile)
}

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const cell = (text) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').replace(/\.$/, '')

function wordsOf(command) {
  return command.registeredArguments.map((one) => {
    const name = one.variadic ? `${one.name()}...` : one.name()
    return one.required ? ` <${name}>` : ` [${name}]`
  })
}

function who({ policy }) {
  if (policy.who === 'anyone') return 'anyone'
  if (policy.who === 'signed-in') return 'everybody signed in'
  return policy.who.join(', ')
}

/** The page of all commands: a table for each room. */
export async function commandsPage() {
  const { programFor, ...contracts } = await load()
  const all = Object.entries(contracts).flatMap(([name, list]) => (name.endsWith('Contracts') ? list : []))
  const byName = new Map(all.map((one) => [one.name.split('.').map(kebab).join(' '), one]))
  const program = programFor({ settings: {}, env: {}, exitCode: 0 })
  const groups = program.commands.filter((command) => command.commands.length > 0)
  const single = program.commands.filter((command) => command.commands.length === 0 && command.name() !== 'help')
  const lines = [
    '# Every command',
    '',
    'Made from the program by `node tools/manual-pages.mjs`. `./tocsin <command> --help` shows the options of each, and an example.',
    '',
    '## tocsin',
    '',
    '| Command | What it does |',
    '|---|---|',
    ...single.map((one) => `| \`${one.name()}${wordsOf(one).join('')}\` | ${cell(one.description())} |`),
  ]
  for (const group of groups) {
    lines.push('', `## tocsin ${group.name()}`, '', `${cell(group.description())}.`, '')
    lines.push('| Command | What it does | Who may |', '|---|---|---|')
    for (const one of group.commands.filter((command) => command.name() !== 'help')) {
      const contract = byName.get(`${group.name()} ${one.name()}`)
      const may = contract ? who(contract) : 'as its operation'
      lines.push(`| \`${one.name()}${wordsOf(one).join('')}\` | ${cell(one.description())} | ${may} |`)
    }
  }
  return `${lines.join('\n')}\n`
}

const shared = ['kernel', 'platform']

/** Which box of the picture a source file stands in; pages and the shell are one program, the browser's. */
function boxOf(file) {
  const [, place = ''] = file.split('/')
  if (/^src\/[^/]+\/page\//.test(file) || place === 'web') return 'web'
  return place.replace(/\.ts$/, '')
}

/** The rooms as a mermaid graph: solid where the server imports, dotted where a page uses contracts. */
export function roomsPicture() {
  const arrows = new Set()
  for (const file of filesUnder('src').filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))) {
    const text = readFileSync(path.join(root, file), 'utf8')
    for (const [, target] of text.matchAll(/(?:from|import\()\s*'([#.][^']+)'/g)) {
      const to = target.startsWith('#') ? `src/${target.slice(1)}` : path.posix.join(path.posix.dirname(file), target)
      const [a, b] = [boxOf(file), boxOf(to)]
      if (a !== b && to.startsWith('src/')) arrows.add(`${a} ${b}`)
    }
  }
  const pairs = [...arrows].sort().map((arrow) => arrow.split(' '))
  const rooms = [...new Set(pairs.flat())]
    .filter((name) => !['main', 'node', 'cli', 'web', ...shared].includes(name))
    .sort()
  const drawn = pairs.filter(([a, b]) => !shared.includes(b) && !shared.includes(a))
  return [
    'flowchart LR',
    '  web["web and pages (browser)"]',
    '  subgraph rooms',
    ...rooms.map((name) => `    ${name}`),
    '  end',
    '  subgraph shared',
    '    platform --> kernel',
    '  end',
    ...drawn.map(([a, b]) => `  ${a} ${a === 'web' ? '-.->' : '-->'} ${b}`),
    '  rooms --> shared',
  ].join('\n')
}

function architecture() {
  const file = path.join(root, 'ARCHITECTURE.md')
  const text = readFileSync(file, 'utf8')
  const place = /(<!-- rooms: [^>]*-->\n```mermaid\n)[\s\S]*?(```\n<!-- \/rooms -->)/
  if (!place.test(text)) throw new Error('ARCHITECTURE.md has no place for the picture of the rooms')
  return {
    file,
    now: text,
    wanted: text.replace(place, (_all, before, after) => `${before}${roomsPicture()}\n${after}`),
  }
}

/** The files that are made, as they are and as they should be. */
export async function pages() {
  const commands = path.join(root, 'docs/manual/commands.md')
  const schema = path.join(root, 'docs/schemas/watch-analysis.schema.json')
  const scenario = path.join(root, 'data/exercise/scenario.schema.json')
  return [
    { file: commands, now: textOf(commands), wanted: await commandsPage() },
    { file: schema, now: textOf(schema), wanted: await analysisSchema() },
    { file: scenario, now: textOf(scenario), wanted: await scenarioSchema() },
    architecture(),
  ]
}

/** What `tocsin watch analyse --json` prints, for programs that are not ours. */
async function analysisSchema() {
  const { AnalysisOutput } = await load()
  const dialect = { $schema: 'https://json-schema.org/draft/2020-12/schema' }
  return `${JSON.stringify({ ...dialect, ...AnalysisOutput }, null, 2)}\n`
}

/** What a file of an exercise may hold, for editors that check while one types. */
async function scenarioSchema() {
  const { publishedSchema } = await load()
  return `${JSON.stringify(publishedSchema(), null, 2)}\n`
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

if (process.argv[1] === import.meta.filename) {
  const check = process.argv.includes('--check')
  for (const { file, now, wanted } of await pages()) {
    const name = path.relative(root, file)
    if (now === wanted) console.log(`${name} is current`)
    else if (check) {
      console.log(`${name} is not current: run \`node tools/manual-pages.mjs\``)
      process.exitCode = 1
    } else {
      writeFileSync(file, wanted)
      console.log(`${name} is written anew`)
    }
  }
}
