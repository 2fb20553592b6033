// Dialogs in the middle, drawers at the side: focus stays inside, Esc leaves, and focus goes back to where it was.
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { say } from '../say.ts'
import { Button } from './Button.tsx'

export interface DialogProps {
  title: string
  open: boolean
  onClose: () => void
  /** A drawer stands at the side, so that the page stays in view. */
  drawer?: boolean
  wide?: boolean
  children: ReactNode
}

export function Dialog({ title, open, onClose, drawer, wide, children }: DialogProps): ReactNode {
  return (
    <ModalOverlay
      className="veil"
      data-drawer={drawer || undefined}
      isOpen={open}
      isDismissable
      onOpenChange={(now) => {
        if (!now) onClose()
      }}
    >
      <Modal className={drawer ? 'drawer' : wide ? 'modal wide' : 'modal'}>
        <AriaDialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button kind="quiet" bare icon="close" aria-label={say('Close')} onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
