// `node test/interop/make.mjs` writes the vectors of the wire into wire-v1. What is there already must not change.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleInto } from '../../tools/build.mjs'

const folder = path.join(import.meta.dirname, 'wire-v1')
const script = await bundleInto('build/interop', 'test/interop/vectors.ts')
const { makeVectors } = await import(pathToFileURL(script).href)
mkdirSync(folder, { recursive: true })
for (const [name, content] of Object.entries(makeVectors())) {
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`)
  console.error(`wrote ${name}.json`)
}
