// A small package in a temporary folder, with the real settings, on which a check can be shown to fail.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export interface SmallHouse {
  folder: string
  write(file: string, text: string): void
  remove(): void
}

/** Makes the package with these files. Its settings are copies of the real ones; its packages are the real ones. */
export function smallHouse(files: Record<string, string>): SmallHouse {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tocsin-house-')))
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  for (const file of ['.dependency-cruiser.mjs', 'package.json', 'tsconfig.json'])
    cpSync(join(root, file), join(folder, file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [file, text] of Object.entries(files)) write(file, text)
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
