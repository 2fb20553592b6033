// Drafting a product of a crisis: which one, at which marking, in which language; or a tear-line of one.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { problemOf } from '#web/client.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { say } from '#web/say.ts'
import { draftProduct, listTemplates } from '../../api/products.ts'
import { type Language, languages } from '../../model/product-content.ts'

export interface DraftDialogProps {
  crisis: string
  /** The product that this is to be a tear-line of, with its template. */
  above?: { id: string; template: string }
  onClose: () => void
}

const languageWords: Record<Language, string> = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' }

export function DraftDialog({ crisis, above, onClose }: DraftDialogProps): ReactNode {
  const templates = useAsk(listTemplates, {}, { timeless: true, hears: [] })
  const drafting = useTell(draftProduct)
  const go = useNavigate()
  const [template, setTemplate] = useState(above?.template ?? 'sitrep')
  const [own, setOwn] = useState(above !== undefined)
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'GREEN' })
  const [language, setLanguage] = useState<Language>('en')
  const [anonymised, setAnonymised] = useState(false)
  const [title, setTitle] = useState('')
  const [lines, setLines] = useState('')
  const items = templates.data?.items ?? []
  const chosen = items.find((one) => one.id === template)
  const asksTitle = drafting.error !== null && problemOf(drafting.error).refusal === 'title-needed'
  const said = lines.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))

  async function send(): Promise<void> {
    const { id } = await drafting.tell({
      ...{ crisis, template, language },
      ...(own ? { marking } : {}),
      ...(above ? { tearLineOf: above.id } : {}),
      ...(anonymised && chosen?.anonymised ? { variant: 'anonymised' as const } : {}),
      ...(title.trim() ? { title: title.trim() } : {}),
      ...(own && said.length > 0 ? { lines: said } : {}),
    })
    onClose()
    await go({ to: '/products/$id', params: { id } })
  }

  return (
    <Dialog title={above ? say('Draft a tear-line') : say('Draft a product')} open wide onClose={onClose}>
      <Form submit={say('Draft it')} pending={drafting.pending} error={drafting.error} onSubmit={send}>
        {above ? null : (
          <SelectField
            label={say('Which')}
            hint={
              chosen
                ? `${chosen.purpose.en} ${chosen.source}${chosen.verification === 'unverified' ? ` (${say('not verified')})` : ''}`
                : undefined
            }
            value={template}
            onChange={setTemplate}
            choices={items.map(({ id, name }) => ({ value: id, label: name.en }))}
          />
        )}
        {above ? null : (
          <CheckField
            label={say('At another marking than the crisis')}
            hint={say('What is marked above it is left out, and nobody who gets it learns that there is more.')}
            value={own}
            onChange={setOwn}
          />
        )}
        {own ? <MarkingPicker value={marking} onChange={setMarking} /> : null}
        {own || asksTitle ? (
          <TextField
            label={say('Title of this version')}
            hint={say('Needed where that of the crisis may not be told. You sign for it.')}
            value={title}
            onChange={setTitle}
            minLength={3}
            maxLength={300}
            optional={!asksTitle}
          />
        ) : null}
        {own ? (
          <TextField
            label={say('Public wordings that you sign for')}
            hint={say('One a line, where the agreed ones may not be told at this marking.')}
            value={lines}
            onChange={setLines}
            lines={3}
            maxLength={5000}
            optional
          />
        ) : null}
        <SelectField
          label={say('Language of its fixed words')}
          value={language}
          onChange={(value) => setLanguage(languages.find((one) => one === value) ?? 'en')}
          choices={languages.map((value) => ({ value, label: languageWords[value] }))}
        />
        {chosen?.anonymised ? (
          <CheckField
            label={say('Without names of organisations and persons')}
            value={anonymised}
            onChange={setAnonymised}
          />
        ) : null}
      </Form>
    </Dialog>
  )
}
