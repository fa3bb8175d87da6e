"""What we say in the packages we stand on: their texts in Vietnamese, the few words they forgot to let us translate, the
name of the installation on the editor's pages. Holds no behaviour and no model of ours."""
