// Runs the arrow check and refuses to be falsely green: every source file must have been seen.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { filesUnder, root } from './sources.mjs'

/**
 * Checks the arrows of the package in `folder`. Returns `{ modules, errors, warnings, unseen }`: how many modules were
 * read, the broken rules as sentences, the advice, and source files the tool did not look at (which is a failure too).
 */
export function checkArrows(folder = root) {
  const tool = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const roots = ['src', 'test'].filter((name) => existsSync(path.join(folder, name)))
  const words = [tool, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...roots]
  const run = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser did not run: ${run.stderr || run.error}`)
  const { modules, summary } = JSON.parse(run.stdout)
  const seen = new Set(modules.map((module) => module.source))
  const sources = filesUnder('src', folder).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  const comments = new Map(summary.ruleSetUsed.forbidden.map((rule) => [rule.name, rule.comment]))
  const sentence = ({ from, to, rule }) => `${from} -> ${to}\n    ${rule.name}: ${comments.get(rule.name)}`
  const bySeverity = (severity) => summary.violations.filter((found) => found.rule.severity === severity)
  return {
    modules: sources.filter((file) => seen.has(file)).length,
    errors: bySeverity('error').map(sentence),
    warnings: bySeverity('warn').map(({ from, rule }) => `${from}: ${rule.name}`),
    unseen: sources.filter((file) => !seen.has(file)),
  }
}

/** The same as a verdict for people: `{ ok, text }`. */
export function judgeArrows({ modules, errors, unseen }) {
  if (modules === 0) return { ok: false, text: 'no module was seen, so nothing was checked' }
  if (unseen.length > 0) return { ok: false, text: `not seen, so not checked:\n  ${unseen.join('\n  ')}` }
  if (errors.length > 0) return { ok: false, text: errors.map((error) => `  ${error}`).join('\n') }
  return { ok: true, text: `${modules} modules` }
}

if (process.argv[1] === import.meta.filename) {
  const result = checkArrows()
  const { ok, text } = judgeArrows(result)
  console.log(text)
  for (const warning of result.warnings) console.log(`  advice: ${warning}`)
  process.exit(ok ? 0 : 1)
}
