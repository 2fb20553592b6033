// What `data check` and `data pack` do. Loaded only when one of them runs.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Law } from '#assess/model/law.ts'
import type { LawDifference, LawFault } from '#assess/model/law-book.ts'
import { remarksOn } from '#assess/rules/law/check-law.ts'
import { differenceInWords, diffLaw } from '#assess/rules/law/diff-law.ts'
import { bindFiles, lawFolder, readLawFiles } from '#assess/store/law/index.ts'
import { noticesFile, ownerNoticesOf } from '#federate/store/owner-notices/index.ts'
import { BadDataset } from '#platform/dataset.ts'
import { packageRoot } from '#platform/worker.ts'
import { answer, say } from './print-to.ts'

interface CheckOptions {
  json?: boolean
  against?: string
}

interface Checked {
  folder: string
  version: string | null
  sound: boolean
  faults: LawFault[]
}

/**
 * Exit code 0 where the law can be used, 1 where it (or the one it is compared with) cannot. Beside a law, or without a folder, the
 * words for owners of networks are checked as well.
 */
export function checkData(given: string | undefined, options: CheckOptions): number {
  const [checked, law] = check(folderOf(given ?? lawFolder()))
  const compare = options.against ?? (given === undefined ? undefined : lawFolder())
  const [against, other] = compare === undefined ? [null, null] : check(folderOf(compare))
  const difference = law && other ? diffLaw(other, law) : null
  const counts = law ? countsOf(law) : null
  const remarks = law ? remarksOn(law) : []
  const notices = checkNotices(given)
  if (options.json) answer(JSON.stringify({ ...checked, counts, remarks, against, difference, notices }))
  else answer([inWords({ checked, law, remarks, against, difference }), ...noticesInWords(notices)].join('\n\n'))
  return checked.sound && (against?.sound ?? true) && (notices?.sound ?? true) ? 0 : 1
}

interface CheckedNotices {
  file: string
  sound: boolean
  fault: string | null
}

/** Null: the folder holds none. */
function checkNotices(given: string | undefined): CheckedNotices | null {
  const places = given === undefined ? [join(packageRoot(), 'data')] : [given, join(given, 'data')]
  const file = places.map((place) => join(place, noticesFile)).find((place) => existsSync(place))
  if (file === undefined) return null
  try {
    ownerNoticesOf(readFileSync(file, 'utf8'), noticesFile)
    return { file, sound: true, fault: null }
  } catch (error) {
    if (error instanceof BadDataset) return { file, sound: false, fault: error.message }
    throw error
  }
}

function noticesInWords(notices: CheckedNotices | null): string[] {
  if (notices === null) return []
  const said = notices.sound ? 'can be used, in four languages.' : `cannot be used:\n  ${notices.fault}`
  return [`The words for owners of networks in ${shown(notices.file)} ${said}`]
}

/** Exit code 0, or 1 where the law cannot be used: a node would refuse it. */
export function packData(given: string): number {
  const folder = folderOf(given)
  const [checked, law] = check(folder)
  if (law) answer(JSON.stringify({ files: readLawFiles(folder).files }))
  else say(faultsInWords(checked))
  return law ? 0 : 1
}

/** The folder that holds law.json: the one named, or where it lies below a data folder. Throws ENOENT where there is none. */
function folderOf(given: string): string {
  statSync(given)
  const places = [given, join(given, 'law'), join(given, 'assess', 'law'), join(given, 'data', 'assess', 'law')]
  return places.find((place) => existsSync(join(place, 'law.json'))) ?? given
}

function check(folder: string): [Checked, Law | null] {
  const { files, faults } = readLawFiles(folder)
  const bound = bindFiles(files)
  // A file that could not be read is missing to all that name what it holds: that would only be said twice.
  const all = faults.length > 0 ? faults : bound.faults
  const law = all.length > 0 ? null : bound.law
  return [{ folder, version: law?.version ?? null, sound: law !== null, faults: all }, law]
}

function countsOf(law: Law) {
  return {
    regimes: law.regimes.length,
    reports: law.regimes.flatMap(({ reports }) => reports).length,
    rules: law.rules.length,
    facts: law.facts.length,
    entityTypes: law.entityTypes.length,
    fields: law.regimes.flatMap(({ template }) => template?.fields ?? []).length,
    overlays: law.overlays.length,
    notVerified: {
      regimes: law.regimes.filter(({ verified }) => !verified).length,
      reports: law.regimes.flatMap(({ reports }) => reports).filter(({ verified }) => !verified).length,
      rules: law.rules.filter(({ verified }) => !verified).length,
      overlays: law.overlays.filter(({ verified }) => !verified).length,
    },
  }
}

interface Told {
  checked: Checked
  law: Law | null
  remarks: string[]
  against: Checked | null
  difference: LawDifference | null
}

function inWords({ checked, law, remarks, against, difference }: Told): string {
  const parts = [law ? soundInWords(checked, law) : faultsInWords(checked)]
  if (remarks.length > 0) parts.push(['Worth a look:', ...remarks.map((one) => `  ${one}`)].join('\n'))
  if (against && !against.sound) parts.push(faultsInWords(against))
  if (difference)
    parts.push(`What it changes, compared with ${shown(against?.folder ?? '')}:\n${differenceInWords(difference)}`)
  return parts.join('\n\n')
}

function soundInWords({ folder }: Checked, law: Law): string {
  const { notVerified: not, ...counts } = countsOf(law)
  return [
    `The law in ${shown(folder)} can be used: version ${law.version}, compared with the acts in ${law.checkedAsOf}.`,
    `  ${counts.regimes} regimes, ${counts.reports} reports, ${counts.rules} rules, ${counts.facts} facts, ` +
      `${counts.entityTypes} entity types, ${counts.fields} fields of forms, ${counts.overlays} notes on national law.`,
    `  Not verified: ${not.regimes} of the regimes, ${not.reports} of the reports, ${not.rules} of the rules, ` +
      `${not.overlays} of the notes on national law.`,
  ].join('\n')
}

function faultsInWords({ folder, faults }: Checked): string {
  const head = `The law in ${shown(folder)} cannot be used: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.`
  return [head, ...faults.map(({ file, field, reason }) => `  ${file} ${field}\n    ${reason}`)].join('\n')
}

function shown(folder: string): string {
  const short = relative(process.cwd(), folder)
  return short === '' ? '.' : short.startsWith('..') ? folder : short
}
