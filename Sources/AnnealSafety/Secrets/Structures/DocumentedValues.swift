/// Values that manuals and standards print, known by their hashes so that this file holds none of them.
enum DocumentedValues {
    /// FNV-1a hashes of the values.
    private static let hashes: Set<UInt64> = [
        0xb343_9b3c_6b98_e9a4, 0x67e7_33c2_f903_5757, 0xbb65_956c_4b8b_34bf, 0x846b_2a1e_2fad_7fcb,
        0xecc1_a447_4851_bc28, 0x55e6_407f_d6ee_a643, 0xdc8d_8ca0_6454_72e9, 0x1a7b_78be_56f3_054d,
        0xd9ad_86ad_3724_159b, 0x7699_c294_beeb_ad32, 0x8f63_5ee3_a1e6_f45d, 0x7da4_539f_17de_7061,
        0x3f9d_1c99_6e62_0b67, 0x9f19_20c6_cd48_4714, 0x0e62_7699_b983_76d0, 0xd1d4_07fe_9b0d_9c34,
        0xa704_e0c5_1f1b_6b61, 0xdb9d_9a01_5ca5_096c, 0x30aa_8188_bb02_3e35, 0x961d_1599_2b9f_eb22,
        0xddd1_9c48_6d09_5d84, 0x9cba_2b6f_12fd_10a4, 0xf6ca_d54e_10eb_31ac, 0x8959_d21b_97c6_b870,
        0xa4a3_ec87_c26e_46f0, 0x3367_fe8c_16b6_73d2, 0xc860_f3f8_a6cd_87c5, 0xbdfe_31cd_b75e_b895,
        0x9808_5e70_f2b3_dc4e, 0x9f10_14b5_a9ad_5561, 0x9617_ea56_85ae_57ea, 0x268c_162f_0c1d_cb48,
        0xcb16_0c5e_bf07_2178, 0x20ef_fc0d_f1f5_b26d, 0x0ed3_1d95_6ebb_ab05, 0x3ee2_7ae2_b65d_031b,
    ]

    /// Whether a value is one of them. Complexity: O(n).
    static func contains(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        hashes.contains(range.reduce(0xcbf2_9ce4_8422_2325) { KeyWords.hash($0, text[$1]) })
    }
}
