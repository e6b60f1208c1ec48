import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { rx } from 'reflex-adonis'
import { modelState } from 'reflex-adonis/models'
import Category from '#models/category'
import Product from '#models/product'
import ProductPolicy from '#policies/admin/product_policy'
import ProductTransformer from '#transformers/admin/product_transformer'
import { productFilters, productValidator } from '#validators/admin/product'

export default class ProductsState extends modelState(Product, {
  row: ProductTransformer,
  form: productValidator,
  editable: ['price', 'stock', 'rating', 'featured'],
  search: ['name', 'description'],
  sort: ['name', 'price', 'stock', 'rating', 'featured'],
  filters: productFilters,
  policy: ProductPolicy,
  choices: { categoryId: { model: Category, label: 'name' } },
  import: {
    // As a file names its columns, in both languages
    headers: {
      categoryId: ['Category', 'Kategorie'],
      description: ['Beschreibung'],
      price: ['Preis'],
      stock: ['Bestand'],
      rating: ['Bewertung'],
      featured: ['Empfohlen'],
    },
    unique: ['name'],
  },
}) {
  protected override visible(query: ModelQueryBuilderContract<typeof Product>) {
    void query.preload('category')
  }

  protected override afterSave(_: Product, isNew: boolean) {
    const said = isNew ? 'office.products.created' : 'office.products.saved'
    const toast = rx.toast.success(this.i18n.t(said))
    // What is changed in the list stays there
    return isNew || this.params.id ? [toast, rx.redirect('/admin/products')] : [toast]
  }

  protected override afterRemove() {
    return rx.toast.success(this.i18n.t('office.products.removed'))
  }
}
