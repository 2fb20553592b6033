// Joins the contracts of products to their actions, and hears how their deliveries ended.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/products.ts'
import { draftProduct, redraftProduct } from './draft-product.ts'
import { exportProduct } from './export-product.ts'
import * as read from './read-products.ts'
import * as release from './release-product.ts'
import type { ProductRoom } from './room.ts'
import * as write from './write-product.ts'

export function productsBindings(room: ProductRoom): Binding[] {
  room.outbox.onEnded(release.releaseOrigin, (delivery) => release.noteRelease(room, delivery))
  return [
    bind(api.listTemplates, () => read.listTemplates(room)),
    bind(api.listProducts, (input, call) => read.listProducts(room, input, call)),
    bind(api.getProduct, (input, call) => read.getProduct(room, input, call)),
    bind(api.compareProduct, (input, call) => read.compareProduct(room, input, call)),
    bind(api.removedFrom, (input, call) => read.removedFrom(room, input, call)),
    bind(api.exportProduct, (input, call) => exportProduct(room, input, call)),
    bind(api.draftProduct, (input, call) => draftProduct(room, input, call)),
    bind(api.redraftProduct, (input, call) => redraftProduct(room, input, call)),
    bind(api.editProduct, (input, call) => write.editProduct(room, input, call)),
    bind(api.putForward, (input, call) => write.putForward(room, input, call)),
    bind(api.approveProduct, (input, call) => write.approveProduct(room, input, call)),
    bind(api.returnProduct, (input, call) => write.returnProduct(room, input, call)),
    bind(api.withdrawProduct, (input, call) => write.withdrawProduct(room, input, call)),
    bind(api.releaseProduct, (input, call) => release.releaseProduct(room, input, call)),
    bind(api.recordProductReceipt, (input, call) => release.recordProductReceipt(room, input, call)),
  ]
}
