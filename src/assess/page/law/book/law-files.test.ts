// Files of the law out of a folder.
import { expect, test } from 'vitest'
import { lawFilesOf } from './law-files.ts'

const file = (path: string, text: string) => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  webkitRelativePath: path,
  text: async () => text,
})

test('files are named from inside the folder, and what is no JSON is named and left out', async () => {
  const { files, unread } = await lawFilesOf([
    file('law/law.json', '{"title":"x"}'),
    file('law/rules/dora.json', '{"rules":[]}'),
    file('law/rules/broken.json', '{'),
    file('law/README.md', 'words'),
  ])
  expect(files).toEqual({ 'law.json': { title: 'x' }, 'rules/dora.json': { rules: [] } })
  expect(unread).toEqual(['rules/broken.json'])
})
