import { ChoiceSearch, useLiveValidation } from 'reflex-adonis/models/react'
import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import ProductPicturesState from '#states/admin/product_pictures_state'
import ProductsState from '#states/admin/products_state'
import ShopState from '#states/shop_state'
import { CrudPage } from '../../../components/crud/crud_page'
import { ProductFields } from '../../../components/admin/product_fields'
import { ProductPictures } from '../../../components/admin/product_pictures'
import { useChoiceLabels } from '../../../lib/use_choice_labels'

export default page(
  {
    route: '/admin/products/:id/edit',
    title: 'Edit product · Lantern Supply',
    middleware: ['auth'],
    onLoad: [
      [ShopState, 'load'],
      [ProductsState, 'open'],
      [ProductPicturesState, 'load'],
    ],
  },
  () => {
    const { t } = useI18n()
    const labels = useChoiceLabels()
    const products = useReflex(ProductsState)
    const form = useLiveValidation(products, products.save)

    return (
      <CrudPage title={t('office.products.edit')}>
        <ChoiceSearch
          of={products}
          name="categoryId"
          label={t('office.products.category')}
          labels={labels}
        />
        <form {...form.props} className="crud-form" key={products.record?.id}>
          {products.conflict && (
            <p role="alert" className="crud-note">
              {t('office.form.conflict')}
            </p>
          )}
          <ProductFields form={form} />
          <div className="crud-actions">
            <button className="crud-button" data-main="" disabled={form.pending}>
              {t('office.form.save')}
            </button>
            <Link to="/admin/products" className="crud-button">
              {t('office.form.cancel')}
            </Link>
          </div>
        </form>
        <ProductPictures key={`pictures of ${products.record?.id}`} />
      </CrudPage>
    )
  }
)
