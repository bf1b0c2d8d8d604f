Option Explicit
Option Private Module

' Texts that stand in cells of this add-in: the help of the functions (sheet "functions": name, category, help,
' then the help of each argument) and what the bridge says (sheet "texts": key, words).

Private Const MOST_ARGUMENTS As Long = 8
Private Const LONGEST_DETAIL As Long = 300

Private mIsDescribed As Boolean

' Hands the help of every function to Excel's function wizard. Fails silently; help is no condition for anything.
Public Sub DescribeFunctions()
    Dim cells As Variant
    Dim line As Long
    If mIsDescribed Then Exit Sub
    On Error GoTo Failed
    cells = ThisWorkbook.Worksheets("functions").UsedRange.Value
    For line = LBound(cells, 1) To UBound(cells, 1)
        Describe cells, line
    Next line
    mIsDescribed = True
    ThisWorkbook.Saved = True
Failed:
End Sub

Private Sub Describe(ByRef cells As Variant, ByVal line As Long)
    Dim arguments() As String
    Dim count As Long
    Do While count < MOST_ARGUMENTS And 4 + count <= UBound(cells, 2)
        If Len(cells(line, 4 + count)) = 0 Then Exit Do
        ReDim Preserve arguments(0 To count)
        arguments(count) = cells(line, 4 + count)
        count = count + 1
    Loop
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & cells(line, 1), _
        Category:=cells(line, 2), Description:=cells(line, 3), ArgumentDescriptions:=arguments
End Sub

' The words of a key; the key itself where the sheet does not say.
Public Function Words(ByVal key As String) As String
    Dim cells As Variant
    Dim line As Long
    Words = key
    On Error GoTo Done
    cells = ThisWorkbook.Worksheets("texts").UsedRange.Value
    For line = LBound(cells, 1) To UBound(cells, 1)
        If cells(line, 1) = key Then
            Words = cells(line, 2)
            Exit For
        End If
    Next line
Done:
End Function

' The words of a key with {0} replaced, of which the beginning is enough.
Public Function WordsOn(ByVal key As String, ByVal detail As String) As String
    WordsOn = Replace(Words(key), "{0}", Left$(detail, LONGEST_DETAIL))
End Function
