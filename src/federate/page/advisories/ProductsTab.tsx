// The products that this organisation uses, with which each advisory is compared.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { addProduct, listProducts, removeProduct } from '../../api/advisories.ts'

export function ProductsTab(): ReactNode {
  const asked = useAsk(listProducts, {}, { keep: true })
  const may = useMay()
  const removing = useTell(removeProduct)
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  return (
    <div className="stack">
      {asked.data.items.length === 0 ? (
        <Empty title={say('Nothing is on the list yet.')}>
          {say('Add what you use, with the version: then each advisory says whether it concerns you.')}
        </Empty>
      ) : (
        <ul className="plain-list bordered">
          {asked.data.items.map(({ id, version, state }) => (
            <li key={id} className="row">
              <span data-row>
                <strong>{state.name}</strong> {state.vendor} {state.version ?? say('version not known')}
              </span>
              <span className="small quiet">{state.purl ?? state.cpe}</span>
              {may(removeProduct) ? (
                <Button
                  small
                  kind="quiet"
                  aria-label={say('Remove {name}', { name: state.name })}
                  onPress={() => void removing.tell({ id, version }).catch(() => undefined)}
                >
                  {say('Remove')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <Problem error={removing.error} />
      {may(addProduct) ? <AddProduct /> : null}
    </div>
  )
}

const empty = { name: '', vendor: '', version: '', purl: '', cpe: '' }

function AddProduct(): ReactNode {
  const [given, setGiven] = useState(empty)
  const adding = useTell(addProduct)
  const field = (name: keyof typeof empty) => ({
    value: given[name],
    onChange: (value: string) => setGiven((before) => ({ ...before, [name]: value })),
  })
  async function add(): Promise<void> {
    const { name, ...rest } = given
    const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim() !== ''))
    await adding.tell({ name: name.trim(), ...filled })
    setGiven(empty)
  }
  return (
    <Form
      submit={say('Add it')}
      label={say('Add a product')}
      pending={adding.pending}
      error={adding.error}
      onSubmit={add}
    >
      <h2>{say('Add a product')}</h2>
      <div className="advisory-columns">
        <TextField label={say('Product')} required maxLength={200} {...field('name')} />
        <TextField label={say('Vendor')} optional maxLength={200} {...field('vendor')} />
        <TextField
          label={say('Version')}
          optional
          maxLength={300}
          hint={say('One version, or a range such as vers:semver/>=1.2.0|<2.0.0')}
          {...field('version')}
        />
        <TextField label={say('Package URL')} optional maxLength={450} mono {...field('purl')} />
        <TextField label={say('CPE')} optional maxLength={490} mono {...field('cpe')} />
      </div>
    </Form>
  )
}
