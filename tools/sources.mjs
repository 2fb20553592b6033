// Which files a build depends on, and one hash over them. Node built-ins only: this runs before anything is installed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')

/** Every file below `folder` (relative to the root), as sorted paths relative to the root with forward slashes. */
export function filesUnder(folder, base = root) {
  const start = path.join(base, folder)
  if (!existsSync(start)) return []
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(base, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}

const isTest = (file) => /\.test\.tsx?$/.test(file) || file.includes('/testdata/')
const isPage = (file) => file.startsWith('src/web/') || /^src\/[^/]+\/page\//.test(file)
// The kinds of file that a page may import from a room; see .dependency-cruiser.mjs.
const isShared = (file) => /^src\/(kernel\/|[^/]+\/((rules|api)\/|(model|api|rules|events)\.ts$))/.test(file)

const always = ['package.json', 'package-lock.json', 'tools/build.mjs', 'tools/sources.mjs']

/** The sources of the server bundle. */
export function serverSources() {
  return [...always, ...filesUnder('src').filter((file) => /\.(ts|json)$/.test(file) && !isTest(file) && !isPage(file))]
}

/** The sources of the web bundle. */
export function webSources() {
  const own = filesUnder('src').filter((file) => !isTest(file) && (isPage(file) || isShared(file)))
  const manual = filesUnder('docs/manual')
  return [...always, 'vite.config.ts', ...pluginsOfOurs(), 'tsconfig.json', 'tsconfig.web.json', ...manual, ...own]
}

/** Vite plugins that stand in this repository: what vite.config.ts imports by a path. */
function pluginsOfOurs() {
  const config = readFileSync(path.join(root, 'vite.config.ts'), 'utf8')
  return [...config.matchAll(/from '\.\/([^']+)'/g)].map((match) => match[1])
}

// main chooses between the whole program and the commands at the edge, which must load no database.
const programs = ['src/main.ts', 'src/cli/index.ts', 'src/cli/edge.ts']

/** Where the server starts: `main.ts`, the two programs it chooses from, and every worker, each bundled on its own. */
export function serverEntries() {
  return filesUnder('src').filter((file) => programs.includes(file) || (file.endsWith('-worker.ts') && !isTest(file)))
}

/** One SHA-256 over names and contents; a file that has gone counts as a change. */
export function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    const full = path.join(root, file)
    hash.update(`${file}\0`)
    hash.update(existsSync(full) ? readFileSync(full) : 'gone')
    hash.update('\0')
  }
  return hash.digest('hex')
}

/** A stamp is `{ hash, extra }`: what was built, and files outside the usual folders that went into it. */
export function readStamp(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8'))
  } catch {
    return undefined
  }
}

const stampFiles = { server: 'build/server.stamp.json', web: 'build/web.stamp.json' }

/** Is this half of the build as old as its sources? `half` is 'server' or 'web'. */
export function isFresh(half) {
  const product = half === 'server' ? 'build/server/main.js' : 'build/web/index.html'
  const stamp = readStamp(stampFiles[half])
  if (!stamp || !existsSync(path.join(root, product))) return false
  return stamp.hash === stampOf(half, stamp.extra).hash
}

/** The stamp that the present sources deserve. */
export function stampOf(half, extra) {
  const sources = half === 'server' ? serverSources() : webSources()
  const known = new Set(sources)
  const more = extra.filter((file) => !known.has(file)).sort()
  return { hash: hashOf([...sources, ...more]), extra: more }
}

export const stampFile = (half) => path.join(root, stampFiles[half])
