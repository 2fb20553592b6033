// The house rules that imports cannot show. Each function takes the folder of a package and names what breaks the rule.
// A grep can be fooled; these are here for the honest slip.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { chain } from '../.dependency-cruiser.mjs'
import { filesUnder, root } from './sources.mjs'

const notRooms = new Set(['kernel', 'platform', 'web', 'cli'])
const isTest = (file) => /\.test\.tsx?$/.test(file)
const read = (folder, file) => readFileSync(path.join(folder, file), 'utf8')
const sourceFiles = (folder) =>
  filesUnder('src', folder).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))

/** The rooms that stand in this house, by their folders. */
export function roomsOf(folder = root) {
  return readdirSync(path.join(folder, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !notRooms.has(entry.name))
    .map((entry) => entry.name)
}

/** Rooms that are not in the chain of .dependency-cruiser.mjs, or have no line in the `imports` of package.json. */
export function strangers(folder = root) {
  const { imports } = JSON.parse(read(folder, 'package.json'))
  return roomsOf(folder).flatMap((room) => [
    ...(chain.includes(room) ? [] : [`${room} is not in the chain of .dependency-cruiser.mjs`]),
    ...(imports[`#${room}/*`] ? [] : [`${room} has no "#${room}/*" line in the imports of package.json`]),
  ])
}

/** Rooms without a README (what question do you answer?) or a door. */
export function unfinishedRooms(folder = root) {
  return roomsOf(folder).flatMap((room) =>
    ['README.md', 'index.ts']
      .map((file) => `src/${room}/${file}`)
      .filter((file) => !existsSync(path.join(folder, file))),
  )
}

const furniture = [
  /^README\.md$/,
  /^(index|model|rules|api|events|store|actions|routes|jobs)\.ts$/,
  /^(model|rules|api|events|store|actions|page|testdata)$/,
  /^[a-z0-9-]+-worker\.ts$/,
  /^[a-z0-9-]+\.(test|bench)\.ts$/,
]
// What one room needs beyond the common list. A line here is a decision of the house: say why.
const ownFurniture = {
  watch: [/^(analyse|budget|lexicons|tools)\.ts$/], // hostile text: analysed in a worker, within a time budget
  // The hot path: decode (packets to flows), lines (texts to counts), tally (flows to buckets), geo (where an address is
  // registered), and collect, the process that listens at the edge.
  sense: [/^(decode|lines|tally|geo|collect)$/],
  sustain: [/^(probe|control)$/], // probe asks resolvers and services over sockets; control changes real resolvers, and back
  disrupt: [/^compare$/], // lists of targets compared blindly: arithmetic on keys and chance, over files, without a node
  assess: [/^export$/], // reports as PDF and Word: large libraries, behind one door and in workers
  federate: [/^wire$/], // signing and sealing: computed by packages and Node's cryptography on keys and chance that are given
  share: [/^export$/], // products as files: documents, and the languages of other programs
}

/** Files and folders of a room that a reader would not know to look for. */
export function oddFurniture(folder = root) {
  return roomsOf(folder).flatMap((room) => {
    const known = [...furniture, ...(ownFurniture[room] ?? [])]
    return readdirSync(path.join(folder, 'src', room))
      .filter((name) => !known.some((kind) => kind.test(name)))
      .map((name) => `src/${room}/${name}`)
  })
}

const reach =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bfetch\(|\bset(?:Timeout|Interval)\(|\bconsole\./
const isPure = (file) =>
  /^src\/[^/]+\/((model|rules|api|events)\/.+|(model|api|rules|events))\.ts$/.test(file) &&
  !/^src\/(web|cli)\//.test(file)

/** Pure files that reach for the clock, chance, the process or the network, with the line. */
export function impureRules(folder = root) {
  const files = sourceFiles(folder).filter((file) => (isPure(file) || file.startsWith('src/kernel/')) && !isTest(file))
  return files.flatMap((file) =>
    withoutComments(read(folder, file))
      .split('\n')
      .flatMap((line, at) => (reach.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
  )
}

/** The text with its comments blanked out, lines kept. Comments may speak of `Date.now()`; code may not. */
function withoutComments(text) {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[\s;,{}()])\/\/[^\n]*/g, '$1')
}

// Files of the browser that may read the machine's own clock, and why it is not what people see or judge.
const realClocks = {
  'src/web/kit/Time.tsx': 'gives all others the time: of the story in an exercise, else real',
  'src/web/live.ts': 'how long a change glows, and how long the line has been down: real whatever is played',
  'src/web/keys.ts': 'whether a second key follows the first one soon',
  'src/assess/page/law/clocks/use-wall.ts': 'how long a page rests before it asks the node again',
}

/** Pages that take the present from the machine: in an exercise they would judge by real time. `present()` of src/web/kit/Time.tsx tells it. */
export function ownClocks(folder = root) {
  const files = sourceFiles(folder).filter((file) => /^src\/(web\/|[^/]+\/page\/)/.test(file) && !isTest(file))
  return files
    .filter((file) => !realClocks[file])
    .flatMap((file) =>
      withoutComments(read(folder, file))
        .split('\n')
        .flatMap((line, at) =>
          /\bDate\.now\b|\bnew Date\(\s*\)/.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [],
        ),
    )
}

/** Names that say nothing, so everything ends up in them. */
export function drawers(folder = root) {
  const drawer = /(^|\/)([a-z0-9-]+-)?(utils?|helpers?|common|misc|stuff|lib|shared|managers?|service)(\/|\.[^/]*$)/
  return filesUnder('src', folder).filter((file) => drawer.test(file))
}

/** Source files whose first line does not say what the file is for. */
export function silentFiles(folder = root) {
  return sourceFiles(folder).filter((file) => !/^\s*(\/\/|\/\*)/.test(read(folder, file)))
}

/** Migrations with a strange name or number, or that touch a schema which is not their own. */
export function strayMigrations(folder = root) {
  const files = filesUnder('migrations', folder)
  const owners = ['journal', 'platform', ...chain]
  const found = []
  const numbers = new Map()
  for (const file of files) {
    const [, number, owner] = path.basename(file).match(/^(\d{4})-([a-z]+)(?:-[a-z0-9-]+)?\.sql$/) ?? []
    if (!owner || !owners.includes(owner)) {
      found.push(`${file}: name it NNNN-<room or journal>[-what].sql`)
      continue
    }
    if (numbers.has(number)) found.push(`${file}: number ${number} is also ${numbers.get(number)}`)
    numbers.set(number, file)
    const sql = read(folder, file)
      .replace(/--[^\n]*/g, '')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/'(?:[^']|'')*'/g, "''")
      // A room keeps its kinds of record as partitions, in its own schema, of the one table of records.
      .replace(/\bpartition\s+of\s+journal\.records\b/gi, '')
    for (const other of owners.filter((name) => name !== owner)) {
      if (new RegExp(`\\b${other}\\s*\\.\\s*["a-z_]`, 'i').test(sql))
        found.push(`${file}: names the schema of ${other}`)
    }
    const made = sql.matchAll(
      /\bcreate\s+(?:or\s+replace\s+)?(?:unlogged\s+)?(?:table|view|materialized\s+view|sequence|type|function|schema)\s+(?:if\s+not\s+exists\s+)?"?([a-z_]+)"?/gi,
    )
    for (const [text, schema] of made) {
      if (schema !== owner) found.push(`${file}: \`${text.replace(/\s+/g, ' ')}\` is not in the schema ${owner}`)
    }
  }
  return found
}

/** Calls of `contract(` in an api.ts, or a file of an api folder, that declare no policy: who may do this? */
export function contractsWithoutPolicy(folder = root) {
  const files = sourceFiles(folder).filter((file) => /^src\/[^/]+\/api(\/[^/]+)?\.ts$/.test(file))
  return files.flatMap((file) => {
    const text = withoutComments(read(folder, file))
    return [...text.matchAll(/\bcontract\s*(?:<[^(]*>)?\(/g)]
      .filter((match) => !/\bpolicy\s*:/.test(argumentsAt(text, match.index + match[0].length)))
      .map((match) => `${file}:${text.slice(0, match.index).split('\n').length}`)
  })
}

/** The text from just behind an opening parenthesis to the one that closes it. */
function argumentsAt(text, start) {
  let depth = 1
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0) return text.slice(start, at)
  }
  return text.slice(start)
}

/** Paths that the pages for newcomers name and that are not there. */
export function deadPaths(folder = root) {
  const pages = ['ARCHITECTURE.md', 'README.md', 'CONTRIBUTING.md', 'STYLE.md'].filter((file) =>
    existsSync(path.join(folder, file)),
  )
  const named = /(?<![\w/.#-])(?:src|data|migrations|test|tools|docs|bench\/results)\/[\w./-]*[\w/]/g
  return pages.flatMap((page) =>
    [...new Set(read(folder, page).match(named) ?? [])]
      .filter((file) => !existsSync(path.join(folder, file)))
      .map((file) => `${page} names ${file}`),
  )
}

/** Files of the repository (or of the folder, where there is no git) that a reader gets with a clone. */
function shippedFiles(folder) {
  try {
    const words = ['ls-files', '--cached', '--others', '--exclude-standard']
    return execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')
      .filter((file) => file && existsSync(path.join(folder, file)))
  } catch {
    return filesUnder('.', folder).filter((file) => !/^(node_modules|build|var|\.git)\//.test(file))
  }
}

const isPicture = (file) => /\.(png|jpe?g|gif|webp|ico|woff2?|pcap|gz|zip|pdf|wasm)$/.test(file)

/** Lines that name a folder of one machine, or the host of a package registry. */
export function machineTraces(folder = root) {
  const registry = new RegExp(['registry', '(npmjs|yarnpkg|npmmirror)', '(org|com)'].join('\\.'))
  const homes = /(?<![\w.$}~-])\/(home|Users)\/[a-z][\w.-]*\/|(?<![\w.$}~-])\/root\/[\w.]|\b[A-Z]:\\Users\\/
  const here = [path.resolve(folder), homedir()].filter((name) => name.split(path.sep).length > 2)
  return shippedFiles(folder)
    .filter((file) => !isPicture(file) && statSync(path.join(folder, file)).size < 5_000_000)
    .flatMap((file) => {
      const text = read(folder, file)
      if (file === 'package-lock.json' && /"resolved": "https?:/.test(text))
        return [`${file}: names a registry host in "resolved"`]
      const traces = [registry.exec(text)?.[0], homes.exec(text)?.[0], here.find((name) => text.includes(name))]
      return traces.filter(Boolean).map((trace) => `${file}: ${trace}`)
    })
}
