// The order of test files: within each project the longest first, so that both workers end together. `node tools/durations.mjs`
// keeps how many seconds each took; a file that is not among them is short, or new.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const seconds = JSON.parse(readFileSync(new URL('./durations.json', import.meta.url), 'utf8')) as Record<string, number>

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files)
    const projects = [...new Set(usual.map((file) => file.project.name))]
    const long = (file: TestSpecification) => seconds[relative(this.ctx.config.root, file.moduleId)] ?? 0
    const place = (file: TestSpecification) => projects.indexOf(file.project.name)
    return usual.toSorted((one, other) => place(one) - place(other) || long(other) - long(one))
  }
}
