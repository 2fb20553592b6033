// Builds what changed: the server by esbuild, the web by Vite, tables of addresses from their packages. `node tools/build.mjs`.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildGeo, isGeoFresh } from './geo.mjs'
import { during, giveUp, say } from './progress.mjs'
import { filesUnder, isFresh, root, serverEntries, stampFile, stampOf } from './sources.mjs'
import { inTurn } from './turn.mjs'

const relative = (file) => path.relative(root, file).split(path.sep).join('/')
// The bundler names inputs outside our own sources too; packages are covered by the lock file's hash.
const ownInputs = (files) => files.filter((file) => !file.startsWith('..') && !file.includes('node_modules/'))

/** A reader (a server that is just starting) sees the old file or the new one, never half of one. */
function replaceFile(file, contents) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}.new`, contents)
  renameSync(`${file}.${process.pid}.new`, file)
}

/**
 * Packages stay outside, but typebox: hundreds of small files, which every command would read at its start; inside the
 * bundle they cost half the time.
 */
const packagesOutside = {
  name: 'packages-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./#]/ }, ({ path: name, kind }) =>
      kind === 'entry-point' || name === 'typebox' || name.startsWith('typebox/')
        ? undefined
        : { path: name, external: true },
    )
  },
}

/** esbuild's settings for code that runs in Node: one self-contained file per entry, packages left outside but typebox. */
export function serverSettings(entryPoints) {
  return {
    absWorkingDir: root,
    entryPoints,
    outdir: 'build/server',
    outbase: 'src',
    bundle: true,
    splitting: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    plugins: [packagesOutside],
    // Writes constants out where they are used: as variables of a bundle they would be loaded and checked in every hot loop.
    minifySyntax: true,
    sourcemap: 'linked',
    metafile: true,
    write: false,
    logLevel: 'silent',
  }
}

async function bundle(esbuild, entryPoints) {
  const result = await esbuild.build(serverSettings(entryPoints))
  for (const file of result.outputFiles) replaceFile(file.path, file.contents)
  return Object.keys(result.metafile.inputs)
}

/** Bundles one program that is not part of the product (a bench, a script) and returns where it stands. */
export async function bundleInto(outdir, entry) {
  const esbuild = await import('esbuild')
  const settings = { ...serverSettings([entry]), outdir, outbase: '.', sourcemap: 'inline', write: true }
  await esbuild.build({ ...settings, logLevel: 'error' })
  return path.join(root, outdir, entry.replace(/\.ts$/, '.js'))
}

/** Forgets outputs of entries that are gone or did not build, so nothing old is started by mistake. */
function dropAllBut(entries) {
  const kept = new Set(entries.map((entry) => entry.replace(/^src\//, 'build/server/').replace(/\.ts$/, '.js')))
  for (const file of filesUnder('build/server')) {
    if (!kept.has(file.replace(/\.map$/, ''))) rmSync(path.join(root, file), { force: true })
  }
}

/**
 * Builds the server when its sources changed. Returns `{ built, failures }`; an entry that fails leaves no output, the
 * others are still made, so one room's broken file does not stop another room's tests.
 */
export async function buildServer() {
  if (isFresh('server')) return { built: false, failures: [] }
  const before = stampOf('server', [])
  const esbuild = await import('esbuild')
  const entries = serverEntries()
  const inputs = new Set()
  const failed = new Map()
  try {
    for (const input of await bundle(esbuild, entries)) inputs.add(input)
  } catch {
    for (const entry of entries) {
      try {
        for (const input of await bundle(esbuild, [entry])) inputs.add(input)
      } catch (error) {
        failed.set(entry, await reasons(esbuild, error))
      }
    }
  }
  dropAllBut(entries.filter((entry) => !failed.has(entry)))
  rmSync(stampFile('server'), { force: true })
  // A source saved while we built leaves no stamp: the next build looks again.
  if (failed.size === 0 && before.hash === stampOf('server', []).hash) {
    replaceFile(stampFile('server'), JSON.stringify(stampOf('server', ownInputs([...inputs]))))
  }
  return { built: true, failures: [...failed].map(([entry, why]) => `${entry} does not build:\n${why}`) }
}

async function reasons(esbuild, error) {
  if (!error.errors) return String(error.stack ?? error)
  return (await esbuild.formatMessages(error.errors, { kind: 'error', color: false })).join('\n')
}

/** Builds the web when its sources changed. Throws with Vite's message when it cannot. */
export async function buildWeb() {
  if (isFresh('web')) return { built: false }
  const before = stampOf('web', [])
  const { build } = await import('vite')
  const settings = { configFile: path.join(root, 'vite.config.ts'), logLevel: 'error', clearScreen: false }
  // Tests run with another NODE_ENV, by which React would be bundled with its checks: twice the size, half the speed.
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  const results = [await build(settings)].flat()
  if (NODE_ENV === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = NODE_ENV
  const modules = results.flatMap((result) => result.output).flatMap((chunk) => chunk.moduleIds ?? [])
  const inputs = modules.map((id) => id.split('?')[0]).filter((id) => path.isAbsolute(id) && existsSync(id))
  if (before.hash === stampOf('web', []).hash) {
    replaceFile(stampFile('web'), JSON.stringify(stampOf('web', ownInputs(inputs.map(relative)))))
  }
  return { built: true }
}

/** Builds the halves and the address data, each only when needed, one process at a time. Returns the failures as texts. */
export function buildAll(halves = ['server', 'web']) {
  return inTurn(async () => {
    const failures = []
    if (!isGeoFresh()) {
      try {
        await during('building the tables of countries and networks', async () => buildGeo())
      } catch (error) {
        failures.push(`The address data does not build:\n${error.message ?? error}`)
      }
    }
    if (halves.includes('server') && !isFresh('server')) {
      const result = await during('building the server', buildServer)
      failures.push(...result.failures)
    }
    if (halves.includes('web') && !isFresh('web')) {
      try {
        await during('building the web (the first time takes longest)', buildWeb)
      } catch (error) {
        failures.push(`The web does not build:\n${error.message ?? error}`)
      }
    }
    return failures
  })
}

if (process.argv[1] === import.meta.filename) {
  const asked = process.argv.slice(2).filter((half) => half === 'server' || half === 'web')
  const failures = await buildAll(asked.length > 0 ? asked : undefined)
  if (failures.length > 0) giveUp([...failures, 'Mend the source named above, then run the same command again.'])
  say('  build is up to date')
}
