// A paper of this room as a file, in each form that it has.
import type { ReactNode } from 'react'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { addressOf } from '#web/client.ts'
import { buttonClass } from '#web/kit/Button.tsx'
import { usePlace } from '#web/place.ts'

interface FilesProps<C extends Contract> {
  contract: C
  /** Left out: what is exported stands for the whole realm. */
  id?: string
  forms: readonly ('pdf' | 'docx' | 'html' | 'md')[]
  /** Beside the id and the form. */
  more?: Record<string, unknown>
  /** Instead of the name of the form. */
  word?: (form: string) => string
  by?: 'id' | 'crisis'
}

export function Files<C extends Contract>({ contract, id, forms, more, word, by = 'id' }: FilesProps<C>): ReactNode {
  const { realm, asOf } = usePlace()
  const place = { realm, ...(asOf ? { asOf } : {}) }
  return (
    <span className="row no-print">
      {forms.map((form) => (
        <a
          key={form}
          className={buttonClass('quiet', true)}
          href={addressOf(contract, { ...(id ? { [by]: id } : {}), form, ...more } as InputOf<C>, place)}
          download
        >
          {word ? word(form) : form.toUpperCase()}
        </a>
      ))}
    </span>
  )
}
