// The sentence that is chosen: what it rests on, who wrote it, and a place to write it in other words.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { useKeys } from '#web/keys.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { editProduct } from '../../api/products.ts'
import type { Sentence } from '../../model/product-content.ts'
import type { ProductShown } from './ProductPage.tsx'
import { SourceLinks } from './SourceLinks.tsx'
import { standingWord } from './words.ts'

export interface SentenceCardProps {
  product: ProductShown
  sentence: Sentence | undefined
  mayEdit: boolean
}

export function SentenceCard({ product, sentence, mayEdit }: SentenceCardProps): ReactNode {
  const [editing, setEditing] = useState(false)
  const names = useNames()
  useKeys({ e: () => (mayEdit && sentence ? setEditing(true) : undefined) })
  if (!sentence) {
    return (
      <Card title={say('What it rests on')} className="no-print">
        <p className="small quiet">{say('Choose a sentence: click it, or go from one to the next with j and k.')}</p>
      </Card>
    )
  }
  const edit = product.state.edits.find((one) => one.sentence === sentence.id)
  return (
    <Card title={say('What it rests on')} className="no-print">
      <div className="stack tight" aria-live="polite">
        <p className="small">{standingWord(sentence.standing)}</p>
        {sentence.by.startsWith('person:') ? (
          <p className="small">{say('In the words of {name}.', { name: names.actor(sentence.by) })}</p>
        ) : null}
        {edit ? <p className="small quiet">{say('It was drafted as: {text}', { text: edit.was.text })}</p> : null}
        {sentence.sources.length === 0 ? (
          <p className="small quiet">{say('Words of the template; they rest on no record.')}</p>
        ) : (
          <SourceLinks sources={sentence.sources} />
        )}
        {mayEdit ? (
          <div className="row">
            <Button small onPress={() => setEditing(true)}>
              {say('Write it in other words')}
            </Button>
          </div>
        ) : null}
      </div>
      {editing ? <EditDialog product={product} sentence={sentence} onClose={() => setEditing(false)} /> : null}
    </Card>
  )
}

interface EditProps {
  product: ProductShown
  sentence: Sentence
  onClose: () => void
}

function EditDialog({ product, sentence, onClose }: EditProps): ReactNode {
  const editing = useTell(editProduct)
  const [text, setText] = useState(sentence.text)
  const written = product.state.edits.some((one) => one.sentence === sentence.id)
  async function send(to: string | null): Promise<void> {
    const edits = [{ sentence: sentence.id, text: to }]
    await editing.tell({ id: product.id, version: product.version, edits })
    toast(to === null ? say('It stands as it was drafted.') : say('Kept under your name.'))
    onClose()
  }
  return (
    <Dialog title={say('Write it in other words')} open onClose={onClose}>
      <Form
        submit={say('Keep it')}
        pending={editing.pending}
        error={editing.error}
        onSubmit={() => send(text.trim())}
        other={
          written ? (
            <Button kind="quiet" onPress={() => void send(null).catch(() => undefined)}>
              {say('As it was drafted')}
            </Button>
          ) : null
        }
      >
        <TextField
          label={say('Sentence')}
          hint={say('It keeps what it rests on, and says that you wrote it. Who wrote cannot approve.')}
          value={text}
          onChange={setText}
          lines={5}
          required
          autoFocus
          maxLength={20_000}
        />
      </Form>
    </Dialog>
  )
}
