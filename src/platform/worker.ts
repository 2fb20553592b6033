// Starts worker threads: always the built file under build/server, whoever asks (server, command line or test).
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/** The folder that holds the package.json named tocsin, found by walking up from this file (source or bundle). */
export function packageRoot(from: string = fileURLToPath(import.meta.url)): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && /"name":\s*"tocsin"/.test(readFileSync(manifest, 'utf8'))) return folder
    if (folder === dirname(folder)) throw new Error(`No package.json named tocsin above ${from}.`)
  }
}

/** `name` is the path under src without ending, e.g. platform/db/embedded-worker. */
export function startWorker(name: string, options: WorkerOptions = {}): Worker {
  const file = join(packageRoot(), 'build', 'server', `${name}.js`)
  if (!existsSync(file)) {
    throw new Error(
      `build/server/${name}.js is missing. Run \`npm run build\`, or use \`npm start\`, which builds by itself.`,
    )
  }
  return new Worker(file, options)
}
