// Reads data/assess/forms: what fills the contents of reports by law. A file that cannot be used stops the start.
import { readDataset } from '#platform/dataset.ts'
import { ContentsFile, type Forms, PhrasesFile, TemplatesFile } from '../model/duty-forms.ts'

/** Throws BadDataset with the file and the field. */
export function readDutyForms(): Forms {
  const { groups, contents, alike, heading, open } = readDataset(ContentsFile, 'assess/forms/contents.json')
  const { templates, conditions } = readDataset(TemplatesFile, 'assess/forms/templates.json')
  const { phrases } = readDataset(PhrasesFile, 'assess/forms/phrases.json')
  return { phrases, groups, contents, alike, heading, open, templates, conditions } as Forms
}
