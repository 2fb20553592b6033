// The checks that need no test runner: types of each program, arrows, style. Each is one line in the results.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { checkArrows, judgeArrows } from './arrows.mjs'
import { root } from './sources.mjs'

/** Runs a Node program of an installed package. Resolves to `{ code, output }`. */
export function runNode(script, words, settings = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, script), ...words], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...settings,
    })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: 127, output: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

async function types(project) {
  mkdirSync(path.join(root, 'build'), { recursive: true })
  const memory = `build/${path.basename(project, '.json')}.tsbuildinfo`
  const words = ['-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', memory, '--pretty', 'false']
  const { code, output } = await runNode('node_modules/typescript7/bin/tsc', words)
  return { ok: code === 0, text: output.trim() }
}

async function style() {
  const words = ['check', '--colors=off', '--max-diagnostics=40', '--error-on-warnings', '.']
  const { code, output } = await runNode('node_modules/@biomejs/biome/bin/biome', words)
  return {
    ok: code === 0,
    text: code === 0 ? '' : `${output.trim()}\n(\`npx biome check --write .\` mends most of it)`,
  }
}

export const checks = [
  { name: 'types: server', run: () => types('tsconfig.json') },
  { name: 'types: web', run: () => types('tsconfig.web.json') },
  { name: 'types: browser tests', run: () => types('tsconfig.browser.json') },
  { name: 'arrows', run: async () => judgeArrows(checkArrows()) },
  { name: 'style', run: style },
]
