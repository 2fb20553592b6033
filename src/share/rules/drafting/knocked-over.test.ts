// What a situation report looks like: story 1 as a crisis file, and the report of it as somebody reads it.

import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { CrisisFile } from '#coordinate/model/crisis-file.ts'
import { drafted } from '../../testdata/draft-with.ts'
import { knockedOver } from '../../testdata/knocked-over.ts'
import { readingOf } from '../../testdata/reading.ts'

const folder = '../../testdata/x-is-knocked-over'

test('the crisis of story 1 is a crisis file', async () => {
  expect([...Compile(CrisisFile).Errors(knockedOver())]).toEqual([])
  await expect(`${JSON.stringify(knockedOver(), null, 2)}\n`).toMatchFileSnapshot(`${folder}/given.json`)
})

test('its situation report at TLP:AMBER reads as it is expected', async () => {
  await expect(readingOf(drafted(knockedOver(), 'sitrep', 'AMBER'))).toMatchFileSnapshot(`${folder}/sitrep-amber.md`)
})

test('its situation report for the community has nothing of the ministry', async () => {
  const reading = readingOf(drafted(knockedOver(), 'sitrep', 'GREEN'))
  expect(reading).not.toMatch(/ministry|1,200|INC-2025-0002|Ben Analyst/i)
  await expect(reading).toMatchFileSnapshot(`${folder}/sitrep-green.md`)
})
