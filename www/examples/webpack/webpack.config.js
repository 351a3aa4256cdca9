import MiniCssExtractPlugin from 'mini-css-extract-plugin';

export default {
  mode: 'production',
  entry: ['./src/shop.js', './index.html'],
  // The policy's name, for pages that require Trusted Types.
  output: { clean: true, trustedTypes: 'webpack' },
  module: {
    rules: [
      // The shop's own sheets. The package has none that this could take.
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
      { test: /\.html$/, type: 'asset/resource', generator: { filename: '[name][ext]' } },
    ],
  },
  plugins: [new MiniCssExtractPlugin()],
};
