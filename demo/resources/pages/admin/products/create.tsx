import { ChoiceSearch, useLiveValidation } from 'reflex-adonis/models/react'
import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import ProductsState from '#states/admin/products_state'
import ShopState from '#states/shop_state'
import { CrudPage } from '../../../components/crud/crud_page'
import { ProductFields } from '../../../components/admin/product_fields'
import { useChoiceLabels } from '../../../lib/use_choice_labels'

export default page(
  {
    route: '/admin/products/create',
    title: 'New product · Lantern Supply',
    middleware: ['auth'],
    onLoad: [
      [ShopState, 'load'],
      [ProductsState, 'close'],
    ],
  },
  () => {
    const { t } = useI18n()
    const labels = useChoiceLabels()
    const products = useReflex(ProductsState)
    const form = useLiveValidation(products, products.create)

    return (
      <CrudPage title={t('office.products.new')}>
        <ChoiceSearch
          of={products}
          name="categoryId"
          label={t('office.products.category')}
          labels={labels}
        />
        <form {...form.props} className="crud-form">
          <ProductFields form={form} />
          <div className="crud-actions">
            <button className="crud-button" data-main="" disabled={form.pending}>
              {t('office.form.create')}
            </button>
            <Link to="/admin/products" className="crud-button">
              {t('office.form.cancel')}
            </Link>
          </div>
        </form>
      </CrudPage>
    )
  }
)
